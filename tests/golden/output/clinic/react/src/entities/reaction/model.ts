/** What the pages know of the entity. */
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "reaction",
  path: "reactions",
  label: "Reaction",
  pluralLabel: "Reactions",
  fields: {
    patient: {
      type: "one",
      to: "patients",
      label: "Patient",
      required: true,
    },
    allergy: {
      type: "one",
      to: "allergies",
      label: "Allergy",
      required: true,
    },
    severity: {
      type: "integer",
      label: "Severity",
      required: true,
      min: 1,
      max: 5,
    },
  },
  related: [],
});
