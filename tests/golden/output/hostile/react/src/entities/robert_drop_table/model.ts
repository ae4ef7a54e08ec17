/** What the pages know of the entity. */
import { enums } from "../../enums";
import { defineModel } from "../../shared/model";

export const model = defineModel({
  name: "robert_drop_table",
  path: "robert-drop-tables",
  label: "Robert'); DROP TABLE students;--",
  pluralLabel: "Robert'); DROP TABLE students;--",
  display: "select",
  fields: {
    select: {
      type: "string",
      label: "He said \"it's \u003cb\u003e{{ 7*7 }}\u003c/b\u003e\" {% raw %} \u003c%= 1 %\u003e \\n ${x} `y` */ --\u003e ''' \"\"\" #",
      help: "He said \"it's \u003cb\u003e{{ 7*7 }}\u003c/b\u003e\" {% raw %} \u003c%= 1 %\u003e \\n ${x} `y` */ --\u003e ''' \"\"\" #",
      initial: "He said \"it's \u003cb\u003e{{ 7*7 }}\u003c/b\u003e\" {% raw %} \u003c%= 1 %\u003e \\n ${x} `y` */ --\u003e ''' \"\"\" #",
    },
    property: {
      type: "one",
      to: "groups",
      label: "He said \"it's \u003cb\u003e{{ 7*7 }}\u003c/b\u003e\" {% raw %} \u003c%= 1 %\u003e \\n ${x} `y` */ --\u003e ''' \"\"\" #",
    },
    where_am_i: {
      type: "text",
      label: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx🧨",
      help: "\"\"\"\n'''\\",
    },
    type: {
      type: "enum",
      label: "../../etc/passwd",
      choices: enums.mro,
    },
    order: {
      type: "integer",
      label: "مرحبا",
      required: true,
    },
    code: {
      type: "string",
      label: "He said \"it's \u003cb\u003e{{ 7*7 }}\u003c/b\u003e\" {% raw %} \u003c%= 1 %\u003e \\n ${x} `y` */ --\u003e ''' \"\"\" #",
      help: "\\d",
      maxLength: 40,
    },
    case: {
      type: "enum",
      label: "He said \"it's \u003cb\u003e{{ 7*7 }}\u003c/b\u003e\" {% raw %} \u003c%= 1 %\u003e \\n ${x} `y` */ --\u003e ''' \"\"\" #",
      readOnly: true,
      choices: enums.mro,
      initial: "name",
    },
    sum: {
      type: "string",
      label: "He said \"it's \u003cb\u003e{{ 7*7 }}\u003c/b\u003e\" {% raw %} \u003c%= 1 %\u003e \\n ${x} `y` */ --\u003e ''' \"\"\" #",
      readOnly: true,
    },
    serial: {
      type: "string",
      label: "He said \"it's \u003cb\u003e{{ 7*7 }}\u003c/b\u003e\" {% raw %} \u003c%= 1 %\u003e \\n ${x} `y` */ --\u003e ''' \"\"\" #",
      readOnly: true,
    },
  },
  related: [
    {
      from: "objects",
      by: "kwargs",
      label: "Args",
    },
  ],
});
