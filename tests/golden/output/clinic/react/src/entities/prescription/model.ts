/** What the pages know of the entity. */
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "prescription",
  path: "prescriptions",
  label: "Prescription",
  pluralLabel: "Prescriptions",
  display: "drug",
  fields: {
    drug: {
      type: "string",
      label: "Drug",
      required: true,
    },
    visit: {
      type: "one",
      to: "visits",
      label: "Visit",
      required: true,
    },
    signed_by: {
      type: "one",
      to: "users",
      label: "Signed by",
      readOnly: true,
    },
    days: {
      type: "integer",
      label: "Days",
      required: true,
      min: 1,
      max: 90,
      initial: 7,
    },
    starts: {
      type: "date",
      label: "Starts",
      required: true,
    },
    ends: {
      type: "date",
      label: "Ends",
      readOnly: true,
    },
    summary: {
      type: "string",
      label: "Summary",
      readOnly: true,
    },
  },
  related: [],
});
