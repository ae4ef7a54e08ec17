/** The types of a model in the words of a person. */
import type { Field, Relation, Role } from "@/api/types";

export const TYPE_WORD: Record<Field["type"], string> = {
  string: "Short text",
  text: "Long text",
  markdown: "Formatted text (Markdown)",
  integer: "Whole number",
  big_integer: "Large whole number",
  decimal: "Decimal number",
  money: "Amount of money",
  float: "Number",
  boolean: "Yes or no",
  date: "Date",
  datetime: "Date and time",
  time: "Time",
  duration: "Duration",
  email: "E-mail",
  url: "Web address",
  phone: "Phone number",
  slug: "Short name for addresses (slug)",
  colour: "Colour",
  file: "File",
  image: "Image",
  enum: "Choice",
  multi_enum: "Several choices",
  computed: "Computed",
  auto_number: "Running number",
  uuid: "Identifier (UUID)",
  json: "Structured data (JSON)",
};

export const KIND_WORD: Record<Relation["kind"], string> = {
  many_to_one: "one",
  one_to_one: "one, each only once",
  many_to_many: "several",
};

type Action = Role["grants"][number]["actions"][number];

const ACTION_WORD: Record<Action, string> = { read: "see", create: "add", update: "change", delete: "delete" };
const ACTIONS = Object.keys(ACTION_WORD) as Action[];

const list = new Intl.ListFormat("en", { type: "conjunction" });

/** see, add and change */
export const actionWords = (actions: readonly Action[]): string =>
  list.format(ACTIONS.filter((action) => actions.includes(action)).map((action) => ACTION_WORD[action]));
