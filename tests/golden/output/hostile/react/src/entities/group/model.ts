/** What the pages know of the entity. */
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "group",
  path: "groups",
  label: "\u003cimg src=x onerror=alert(1)\u003e",
  pluralLabel: "{{ config }}",
  display: "table",
  fields: {
    table: {
      type: "string",
      label: "Table",
      required: true,
    },
    meta: {
      type: "one",
      to: "users",
      label: "🙂",
    },
  },
  related: [
    {
      from: "robert-drop-tables",
      by: "property",
      label: "Robert drop tables",
    },
  ],
});
