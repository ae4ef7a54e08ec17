/** What the pages know of the entity. */
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "patient",
  path: "patients",
  label: "Patient",
  pluralLabel: "Patients",
  display: "name",
  fields: {
    name: {
      type: "string",
      label: "Name",
      required: true,
    },
    ward: {
      type: "one",
      to: "wards",
      label: "Ward",
      required: true,
    },
    bed: {
      type: "one",
      to: "beds",
      label: "Bed",
    },
    number: {
      type: "string",
      label: "Number",
      readOnly: true,
    },
    born: {
      type: "date",
      label: "Born",
      required: true,
    },
    email: {
      type: "email",
      label: "Email",
    },
    phone: {
      type: "phone",
      label: "Phone",
    },
    insurance: {
      type: "string",
      label: "Insurance",
      maxLength: 12,
    },
    language: {
      type: "string",
      label: "Language",
      maxLength: 8,
      initial: "en",
    },
    insured: {
      type: "boolean",
      label: "Insured",
      required: true,
    },
    active: {
      type: "boolean",
      label: "Active",
      initial: true,
    },
    height: {
      type: "integer",
      label: "Height",
      min: 20,
      max: 280,
    },
    weight: {
      type: "float",
      label: "Weight",
      min: 0.3,
      max: 400.0,
    },
    bulk: {
      type: "decimal",
      label: "Bulk",
      readOnly: true,
    },
    photo: {
      type: "file",
      label: "Photo",
      readOnly: true,
    },
    notes: {
      type: "text",
      label: "Notes",
      maxLength: 5000,
    },
    allergies: {
      type: "many",
      to: "allergies",
      label: "Allergies",
      readOnly: true,
    },
    relatives: {
      type: "many",
      to: "patients",
      label: "Relatives",
    },
    carers: {
      type: "many",
      to: "users",
      label: "Carers",
      required: true,
    },
  },
  related: [
    {
      from: "reactions",
      by: "patient",
      label: "Reactions",
    },
    {
      from: "patients",
      by: "relatives",
      label: "Patients as relatives",
    },
    {
      from: "visits",
      by: "patient",
      label: "Visits",
    },
    {
      from: "wards",
      by: "speaker",
      label: "Speaks for",
    },
  ],
});
