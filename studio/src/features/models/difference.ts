/** What one version of a model changes in another: by stable ids, so that a rename is a rename. */
import type { Entity, Field, Relation, Spec } from "@/api/types";

import { KIND_WORD, TYPE_WORD } from "./words";

export interface Difference {
  kind: "added" | "removed" | "changed";
  /** What it is about, for example `Loan · Due date`, and how it is different. */
  what: string;
  how: string;
}

interface Part {
  id: string;
  label: string;
}

type Value = string | number | boolean | null | undefined;
type Facts = readonly (readonly [fact: string, before: Value, after: Value])[];

export function differences(before: Spec, after: Spec): Difference[] {
  return [
    ...between(
      [named(before)],
      [named(after)],
      (app) => app.label,
      () => "",
      () => [],
    ),
    ...between(
      before.entities,
      after.entities,
      (entity) => entity.label,
      () => "",
      entityFacts,
    ),
    ...between(fieldsOf(before), fieldsOf(after), titleOf, ({ field }) => TYPE_WORD[field.type], fieldFacts),
    ...between(linksOf(before), linksOf(after), titleOf, ({ link }) => KIND_WORD[link.kind], linkFacts),
    ...between(
      before.roles,
      after.roles,
      (role) => role.label,
      () => "role",
      () => [],
    ),
  ];
}

const named = ({ app }: Spec): Part => ({ id: "app", label: app.label });

function between<Some extends Part>(
  before: readonly Some[],
  after: readonly Some[],
  title: (part: Some) => string,
  kind: (part: Some) => string,
  facts: (before: Some, after: Some) => Facts,
): Difference[] {
  const known = new Map(before.map((part) => [part.id, part]));
  const left = new Set(after.map((part) => part.id));
  const removed = before.filter((part) => !left.has(part.id));
  return [
    ...after.flatMap((part): Difference[] => {
      const old = known.get(part.id);
      if (old === undefined) return [{ kind: "added", what: title(part), how: kind(part) }];
      const how = sentences([["label", old.label, part.label], ...facts(old, part)]);
      return how === "" ? [] : [{ kind: "changed", what: title(old), how }];
    }),
    ...removed.map((part): Difference => ({ kind: "removed", what: title(part), how: "" })),
  ];
}

const sentences = (facts: Facts): string =>
  facts
    .filter(([, before, after]) => before !== after)
    .map(([fact, before, after]) => said(fact, before, after))
    .join(", ");

function said(fact: string, before: Value, after: Value): string {
  if (fact === "label") return `now called “${String(after)}”`;
  if (typeof after === "boolean") return after ? `now ${fact}` : `no longer ${fact}`;
  return `${fact}: ${shown(before)} → ${shown(after)}`;
}

const shown = (value: Value): string => String(value ?? "") || "none";

const entityFacts = (before: Entity, after: Entity): Facts => [["shown by", before.display, after.display]];

const titleOf = (part: { owner: string; label: string }): string => `${part.owner} · ${part.label}`;

const fieldsOf = (spec: Spec) =>
  spec.entities.flatMap((entity) =>
    entity.fields.map((field) => ({ id: field.id, label: field.label, owner: entity.label, field, spec })),
  );

type OwnedField = ReturnType<typeof fieldsOf>[number];

const choices = ({ field, spec }: OwnedField): string =>
  (spec.enums.find((one) => one.name === field.enum)?.values ?? []).map((value) => value.label).join(", ");

function fieldFacts(before: OwnedField, after: OwnedField): Facts {
  const fact = (name: string, read: (field: Field) => Value) => [name, read(before.field), read(after.field)] as const;
  return [
    fact("type", (field) => TYPE_WORD[field.type]),
    fact("required", (field) => field.required),
    fact("unique", (field) => field.unique),
    ["choices", choices(before), choices(after)],
    fact("lowest", (field) => field.min),
    fact("highest", (field) => field.max),
    fact("longest", (field) => field.max_length),
    fact("default", (field) => (Array.isArray(field.default) ? field.default.join(", ") : field.default)),
  ];
}

const linksOf = (spec: Spec) =>
  spec.relations.map((link) => ({
    id: link.id,
    label: link.label,
    owner: spec.entities.find((entity) => entity.name === link.source)?.label ?? link.source,
    link,
  }));

function linkFacts({ link: before }: { link: Relation }, { link: after }: { link: Relation }): Facts {
  return [
    ["points to", KIND_WORD[before.kind], KIND_WORD[after.kind]],
    ["required", before.required, after.required],
  ];
}
