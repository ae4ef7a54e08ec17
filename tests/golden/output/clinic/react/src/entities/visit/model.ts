/** What the pages know of the entity. */
import { enums } from "../../enums";
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "visit",
  path: "visits",
  label: "Visit",
  pluralLabel: "Visits",
  display: "at",
  fields: {
    at: {
      type: "datetime",
      label: "At",
      required: true,
    },
    patient: {
      type: "one",
      to: "patients",
      label: "Patient",
      required: true,
    },
    doctor: {
      type: "one",
      to: "users",
      label: "Doctor",
    },
    bed: {
      type: "one",
      to: "beds",
      label: "Bed",
    },
    state: {
      type: "enum",
      label: "State",
      required: true,
      choices: enums.state,
      initial: "planned",
    },
    urgency: {
      type: "enum",
      label: "Urgency",
      choices: enums.urgency,
    },
    length: {
      type: "duration",
      label: "Length",
    },
    begins: {
      type: "time",
      label: "Begins",
    },
    key: {
      type: "uuid",
      label: "Key",
    },
    site: {
      type: "url",
      label: "Site",
    },
    findings: {
      type: "json",
      label: "Findings",
    },
    number: {
      type: "big_integer",
      label: "Number",
    },
  },
  related: [
    {
      from: "inspections",
      by: "visit",
      label: "Inspection",
    },
  ],
});
