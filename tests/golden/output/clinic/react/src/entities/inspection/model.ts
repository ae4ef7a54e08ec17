/** What the pages know of the entity. */
import { enums } from "../../enums";
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "inspection",
  path: "inspections",
  label: "Inspection",
  pluralLabel: "Inspections",
  display: "outcome",
  fields: {
    outcome: {
      type: "enum",
      label: "Outcome",
      required: true,
      choices: enums.urgency,
    },
    visit: {
      type: "one",
      to: "visits",
      label: "Visit",
      required: true,
    },
  },
  related: [],
});
