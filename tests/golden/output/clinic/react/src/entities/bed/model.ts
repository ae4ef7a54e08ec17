/** What the pages know of the entity. */
import { enums } from "../../enums";
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "bed",
  path: "beds",
  label: "Bed",
  pluralLabel: "Beds",
  fields: {
    number: {
      type: "integer",
      label: "Number",
    },
    equipment: {
      type: "choices",
      label: "Equipment",
      required: true,
      choices: enums.equipment,
      initial: ["lift"],
    },
  },
  related: [
    {
      from: "visits",
      by: "bed",
      label: "Visits",
    },
    {
      from: "patients",
      by: "bed",
      label: "Patient",
    },
  ],
});
