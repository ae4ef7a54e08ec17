/** What a part of a model says where nobody said anything: the platform's own defaults. */
import type { Entity, Field, Relation } from "@/api/types";

type Rules = Omit<Field, "id" | "name" | "label" | "type" | "stored_as">;

/** Rules that only some types know; with another type they are unsaid again. */
export const TYPE_RULES = {
  enum: null,
  min: null,
  max: null,
  min_length: null,
  max_length: null,
  pattern: null,
  decimals: null,
  currency: null,
  max_size: null,
  kinds: [],
  default: null,
  default_now: false,
  expression: null,
  prefix: "",
  digits: null,
  transitions: [],
} satisfies Partial<Rules>;

export const FIELD: Rules = {
  ...TYPE_RULES,
  required: false,
  unique: false,
  read_only: false,
  write_once: false,
  pii: false,
  help: "",
};

export const ENTITY: Omit<Entity, "id" | "name" | "label" | "plural" | "plural_label" | "stored_as"> = {
  description: "",
  fields: [],
  display: null,
  order: [],
  search: null,
  columns: null,
  unique_together: [],
  indexes: [],
  soft_delete: false,
  history: true,
  owner: null,
};

export const RELATION: Pick<
  Relation,
  "kind" | "required" | "on_delete" | "through" | "default_current_user" | "read_only" | "write_once" | "help"
> = {
  kind: "many_to_one",
  required: false,
  on_delete: "restrict",
  through: null,
  default_current_user: false,
  read_only: false,
  write_once: false,
  help: "",
};
