/** What a person may do to a model: each edit gives a new one, and leaves the old as it was. */
import type { Entity, Field, Relation, Spec } from "@/api/types";

import { nameFrom } from "./naming";
import { ENTITY, FIELD, RELATION } from "./unsaid";

/** Ids of elements that do not exist yet begin so; the platform gives them their own. */
const NEW = "new-";

let counter = 0;
type Grant = Spec["roles"][number]["grants"][number];
const ACTIONS: Grant["actions"] = ["create", "read", "update", "delete"];

const newId = (): string => `${NEW}${(counter += 1)}-${Date.now()}`;

const replaced = <Part extends { id: string }>(parts: readonly Part[], id: string, change: Partial<Part>): Part[] =>
  parts.map((part) => (part.id === id ? { ...part, ...change } : part));

const without = <Part extends { id: string }>(parts: readonly Part[], id: string): Part[] =>
  parts.filter((part) => part.id !== id);

export function changeEntity(spec: Spec, id: string, change: Partial<Entity>): Spec {
  return { ...spec, entities: replaced(spec.entities, id, change) };
}

export function changeField(spec: Spec, entity: Entity, id: string, change: Partial<Field>): Spec {
  return changeEntity(spec, entity.id, { fields: replaced(entity.fields, id, change) });
}

export function changeRelation(spec: Spec, id: string, change: Partial<Relation>): Spec {
  return { ...spec, relations: replaced(spec.relations, id, change) };
}

export function addEntity(spec: Spec, label: string): Spec {
  const name = nameFrom(label, ["user", ...spec.entities.map((entity) => entity.name)], "thing");
  const entity: Entity = {
    id: newId(),
    name,
    label,
    plural: "",
    plural_label: "",
    stored_as: "",
    ...ENTITY,
  };
  return addField({ ...admitted(spec, name), entities: [...spec.entities, entity] }, entity, "Name");
}

/** Who may do everything with every entity may do so with a new one: as `add_entity` has it. */
function admitted(spec: Spec, entity: string): Spec {
  const everything = ({ actions, rows, read, write }: Grant): boolean =>
    actions.length === ACTIONS.length && rows === "all" && !read && !write;
  const roles = spec.roles.map((role) => {
    const whole = new Set(role.grants.filter(everything).map((grant) => grant.entity));
    const all = spec.entities.length > 0 && spec.entities.every((known) => whole.has(known.name));
    return all ? { ...role, grants: [...role.grants, { entity, actions: [...ACTIONS], rows: "all" as const }] } : role;
  });
  return { ...spec, roles };
}

export function addField(spec: Spec, entity: Entity, label: string): Spec {
  const name = nameFrom(label, takenIn(spec, entity), "field");
  const field: Field = {
    id: newId(),
    name,
    label,
    type: "string",
    stored_as: "",
    ...FIELD,
  };
  return changeEntity(spec, entity.id, { fields: [...entity.fields, field] });
}

export function addRelation(spec: Spec, source: Entity, target: string): Spec {
  const label = spec.entities.find((entity) => entity.name === target)?.label ?? "User";
  const relation: Relation = {
    id: newId(),
    name: nameFrom(label, takenIn(spec, source), "link"),
    label,
    source: source.name,
    target,
    reverse_name: "",
    reverse_label: "",
    stored_as: "",
    ...RELATION,
  };
  return { ...spec, relations: [...spec.relations, relation] };
}

/** Take an entity away; what refers to it goes too. */
export function removeEntity(spec: Spec, entity: Entity): Spec {
  const { name } = entity;
  return {
    ...spec,
    entities: without(spec.entities, entity.id),
    relations: spec.relations.filter((link) => link.source !== name && link.target !== name),
    roles: spec.roles.map((role) => ({ ...role, grants: role.grants.filter((grant) => grant.entity !== name) })),
  };
}

export function removeField(spec: Spec, entity: Entity, field: Field): Spec {
  const display = entity.display === field.name ? null : (entity.display ?? null);
  return changeEntity(spec, entity.id, { fields: without(entity.fields, field.id), display });
}

export const removeRelation = (spec: Spec, id: string): Spec => ({ ...spec, relations: without(spec.relations, id) });

const takenIn = (spec: Spec, entity: Entity): string[] => [
  ...entity.fields.map((field) => field.name),
  ...spec.relations.filter((link) => link.source === entity.name).map((link) => link.name),
  ...spec.relations.filter((link) => link.target === entity.name).map((link) => link.reverse_name),
];

/** The model as it is sent: what the platform makes itself is left out. */
export function finished(spec: Spec): Record<string, unknown> {
  return JSON.parse(JSON.stringify(spec, leaveOut)) as Record<string, unknown>;
}

function leaveOut(key: string, value: unknown): unknown {
  const isNewId = key === "id" && typeof value === "string" && value.startsWith(NEW);
  const isMade = ["plural", "plural_label", "reverse_name", "reverse_label", "stored_as"].includes(key) && value === "";
  return isNewId || isMade ? undefined : value;
}
