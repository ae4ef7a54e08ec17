/** What the pages know of the entity. */
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "allergy",
  path: "allergies",
  label: "Allergy",
  pluralLabel: "Allergys",
  display: "name",
  fields: {
    name: {
      type: "string",
      label: "Name",
      required: true,
    },
  },
  related: [
    {
      from: "patients",
      by: "allergies",
      label: "Bearers",
    },
    {
      from: "reactions",
      by: "allergy",
      label: "Reactions",
    },
  ],
});
