/** What the pages know of the entity. */
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "ward",
  path: "wards",
  label: "Ward",
  pluralLabel: "Wards",
  display: "name",
  fields: {
    name: {
      type: "string",
      label: "Name",
      required: true,
      maxLength: 80,
    },
    parent: {
      type: "one",
      to: "wards",
      label: "Parent",
    },
    speaker: {
      type: "one",
      to: "patients",
      label: "Speaker",
    },
    code: {
      type: "string",
      label: "Code",
      required: true,
    },
    beds: {
      type: "integer",
      label: "Beds",
      help: "Those that can be used",
      min: 0,
      max: 500,
      initial: 4,
    },
    budget: {
      type: "decimal",
      label: "Budget",
      min: 0.5,
      decimals: 3,
      initial: 100,
    },
    colour: {
      type: "string",
      label: "Colour",
      initial: "#0f766e",
    },
    opened: {
      type: "date",
      label: "Opened",
      initial: "2020-01-31",
    },
    nurses: {
      type: "many",
      to: "users",
      label: "Nurses",
    },
  },
  related: [
    {
      from: "patients",
      by: "ward",
      label: "Patients",
    },
    {
      from: "wards",
      by: "parent",
      label: "Wards as parent",
    },
  ],
});
