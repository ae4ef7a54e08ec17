/** What the pages know of the entity. */
import { enums } from "../../enums";
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
    colour: {
      type: "string",
      label: "\u003c/style\u003e",
    },
    scan: {
      type: "file",
      label: "He said \"it's \u003cb\u003e{{ 7*7 }}\u003c/b\u003e\" {% raw %} \u003c%= 1 %\u003e \\n ${x} `y` */ --\u003e ''' \"\"\" #",
      readOnly: true,
      help: "He said \"it's \u003cb\u003e{{ 7*7 }}\u003c/b\u003e\" {% raw %} \u003c%= 1 %\u003e \\n ${x} `y` */ --\u003e ''' \"\"\" #",
    },
    count: {
      type: "choices",
      label: "He said \"it's \u003cb\u003e{{ 7*7 }}\u003c/b\u003e\" {% raw %} \u003c%= 1 %\u003e \\n ${x} `y` */ --\u003e ''' \"\"\" #",
      choices: enums.mro,
      help: "He said \"it's \u003cb\u003e{{ 7*7 }}\u003c/b\u003e\" {% raw %} \u003c%= 1 %\u003e \\n ${x} `y` */ --\u003e ''' \"\"\" #",
    },
    kwargs: {
      type: "many",
      to: "robert-drop-tables",
      label: "Kwargs",
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
