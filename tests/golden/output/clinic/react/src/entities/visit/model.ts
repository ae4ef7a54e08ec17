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
      readOnly: true,
      choices: enums.state,
      initial: "planned",
    },
    urgency: {
      type: "enum",
      label: "Urgency",
      choices: enums.urgency,
    },
    needs: {
      type: "choices",
      label: "Needs",
      choices: enums.equipment,
      maxLength: 2,
    },
    fee: {
      type: "decimal",
      label: "Fee",
      required: true,
      help: "In EUR",
      min: 0,
      initial: 20,
    },
    extra: {
      type: "decimal",
      label: "Extra",
      help: "In EUR",
      min: 0,
    },
    total: {
      type: "decimal",
      label: "Total",
      readOnly: true,
    },
    urgent: {
      type: "boolean",
      label: "Urgent",
      readOnly: true,
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
    letter: {
      type: "file",
      label: "Letter",
      readOnly: true,
    },
    findings: {
      type: "json",
      label: "Findings",
    },
    number: {
      type: "big_integer",
      label: "Number",
    },
    source: {
      type: "string",
      label: "Source",
      readOnly: true,
      maxLength: 20,
      initial: "desk",
    },
  },
  related: [
    {
      from: "prescriptions",
      by: "visit",
      label: "Prescriptions",
    },
    {
      from: "inspections",
      by: "visit",
      label: "Inspection",
    },
  ],
});
