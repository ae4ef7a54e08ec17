/** What the pages know of the entity. */
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "case",
  path: "cases",
  label: "Case",
  pluralLabel: "Cases",
  fields: {
    context: {
      type: "one",
      to: "objects",
      label: "Context",
    },
  },
  related: [],
});
