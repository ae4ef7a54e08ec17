/** What the pages know of the entity. */
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "note",
  path: "notes",
  label: "Note",
  pluralLabel: "Notes",
  fields: {
    text: {
      type: "text",
      label: "Text",
    },
  },
  related: [],
});
