/** The vocabulary in which `entities/<name>/model.ts` describes an entity. */

export interface Choice {
  id: string;
  name: string;
}

interface Common {
  label: string;
  help?: string;
  required?: boolean;
  /** The server makes it, or keeps it as it is. */
  readOnly?: boolean;
}

export interface TextField extends Common {
  type: "string" | "text" | "email" | "url" | "phone" | "uuid" | "duration";
  maxLength?: number;
  initial?: string;
}

export interface NumericField extends Common {
  type: "integer" | "big_integer" | "decimal" | "float";
  min?: number;
  max?: number;
  decimals?: number;
  initial?: number;
}

export interface BooleanField extends Common {
  type: "boolean";
  initial?: boolean;
}

export interface MomentField extends Common {
  type: "date" | "datetime" | "time";
  initial?: string;
}

export interface JsonField extends Common {
  type: "json";
}

export interface EnumField extends Common {
  type: "enum";
  choices: readonly Choice[];
  initial?: string;
}

/** Any number of choices. */
export interface ChoicesField extends Common {
  type: "choices";
  choices: readonly Choice[];
  /** How many may be chosen. */
  maxLength?: number;
  initial?: readonly string[];
}

/** A file: its name, and where to fetch it. */
export interface FileField extends Common {
  type: "file";
}

/** A link to one record (`one`) or to any number of them (`many`) of the resource `to`. */
export interface RelationField extends Common {
  type: "one" | "many";
  to: string;
}

export type Field =
  | TextField
  | NumericField
  | BooleanField
  | MomentField
  | JsonField
  | EnumField
  | ChoicesField
  | FileField
  | RelationField;

/** Records of another entity that point here through their field `by`. */
export interface Related {
  from: string;
  by: string;
  label: string;
}

export interface Model<Names extends string = string> {
  /** What permissions call it. */
  name: string;
  /** Where it lives: `/api/<path>/`, and its address in the client. */
  path: string;
  label: string;
  pluralLabel: string;
  /** The field that names a record. */
  display?: NoInfer<Names>;
  fields: Readonly<Record<Names, Field>>;
  related: readonly Related[];
}

/** Check a model against its own field names; the shape is kept for the pages that name its fields. */
export function defineModel<Names extends string>(
  model: Model<Names>,
): Model<Names> {
  return model;
}
