/** What the pages know of the entity. */
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "object",
  path: "objects",
  label: "Object",
  pluralLabel: "Objects",
  display: "queryset",
  fields: {
    queryset: {
      type: "string",
      label: "Queryset",
    },
    instance: {
      type: "boolean",
      label: "Instance",
    },
    data: {
      type: "json",
      label: "Data",
    },
    errors: {
      type: "integer",
      label: "Errors",
    },
  },
  related: [
    {
      from: "cases",
      by: "context",
      label: "Cases",
    },
  ],
});
