/** The values of a choice, edited as one line each. */
import type { Field, Spec } from "@/api/types";

import { changeField } from "./edits";
import { nameFrom } from "./naming";
import { TYPE_RULES } from "./unsaid";

type Entity = Spec["entities"][number];
type Enum = Spec["enums"][number];

export const choicesOf = (spec: Spec, field: Field): string[] =>
  spec.enums.find((known) => known.name === field.enum)?.values.map((value) => value.label) ?? [];

/** Give a field these choices; a label that was there before keeps its name, and so what is stored. */
export function setChoices(spec: Spec, entity: Entity, field: Field, labels: readonly string[]): Spec {
  const known = spec.enums.find((found) => found.name === field.enum);
  const values: Enum["values"] = [];
  for (const label of labels) {
    const taken = values.map((value) => value.name);
    const before = known?.values.find((value) => value.label === label && !taken.includes(value.name));
    values.push(before ?? { name: nameFrom(label, taken, "value"), label });
  }
  if (known) return { ...spec, enums: spec.enums.map((one) => (one === known ? { ...one, values } : one)) };
  const name = nameFrom(
    `${entity.name} ${field.name}`,
    spec.enums.map((one) => one.name),
    "choice",
  );
  const created: Enum = { id: `new-${name}`, name, label: field.label, values };
  return changeField({ ...spec, enums: [...spec.enums, created] }, entity, field.id, { enum: name });
}

/** Another type: what only the old one knew is dropped. */
export function retyped(spec: Spec, entity: Entity, field: Field, type: Field["type"]): Spec {
  const bare = { ...TYPE_RULES, type, currency: type === "money" ? "EUR" : null };
  const changed = changeField(spec, entity, field.id, bare);
  return type === "enum" || type === "multi_enum"
    ? setChoices(changed, entity, { ...field, ...bare }, ["First", "Second"])
    : changed;
}
