"""Each wish as the edit operations that carry it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from schemas.errors import Permanent
from schemas.names import Name
from schemas.operations import (
    AddEntity,
    AddEnum,
    AddField,
    AddRelation,
    AddRole,
    Operation,
    Remove,
    Rename,
)
from schemas.operations import (
    Change as Set,
)
from schemas.reading import Reading
from schemas.roles import Action
from schemas.spec import AppSpec, Element, Entity, Enum, Field, FieldType, Relation, Role
from schemas.wishes import (
    ROLE,
    VALUE,
    AddFact,
    AddLink,
    AddThing,
    AddValues,
    Alter,
    AnyWish,
    Permit,
)
from schemas.wishes import AddRole as NewRole
from schemas.wishes import Remove as Removal
from schemas.wishes import Rename as NewName
from workers.schema.completing import complete
from workers.schema.drafting import Draft, words
from workers.schema.granting import granted
from workers.schema.knowledge import Library

_OF_TYPE = (
    "enum", "min", "max", "min_length", "max_length", "pattern", "decimals", "currency", "default", "expression",
    "digits", "max_size",
)  # fmt: skip
"""Properties that another type may not know."""

_TEXTS = frozenset({FieldType.STRING, FieldType.TEXT, FieldType.MARKDOWN})


@dataclass(slots=True)
class Change:
    """`base` is what the wishes speak of, `spec` what the ones before left, `draft` gives names that are free in it."""

    base: AppSpec
    spec: AppSpec
    draft: Draft
    library: Library

    def find(self, path: str) -> Element:
        """The element at a path of the base, as it is now. Raises Permanent where there is none."""
        spec = self.base
        if path.startswith(ROLE):
            known: list[Element] = [role for role in spec.roles if role.name == path[1:]]
        else:
            owner, _, name = path.partition(VALUE)[0].partition(".")
            known = [one for one in spec.entities if one.name == owner] if not name else [
                *(field for one in spec.entities if one.name == owner for field in one.fields if field.name == name),
                *(link for link in spec.relations if (link.source, link.name) == (owner, name)),
            ]  # fmt: skip
        if known:
            for element in self.spec.elements():
                if element.id == known[0].id:
                    return element
        raise Permanent(f"The application has no {path!r} (any more). Use the names that it shows.")

    def entity(self, said: str) -> Entity | None:
        """The entity of a path, or of the label of one that was just added."""
        by_name = {str(one.name): one for one in self.spec.entities}
        before = next((one for one in self.base.entities if one.name == said), None)
        if before is not None:
            return next((one for one in self.spec.entities if one.id == before.id), None)
        return by_name.get(self.draft.entities.get(words(said), ""))

    def enum(self, field: Field) -> Enum:
        return self.spec.enum(field.enum or "")


@singledispatch
def carry_out(wish: AnyWish, change: Change) -> Iterator[Operation]:
    """The operations of one wish; none where everything is so already."""
    raise TypeError(f"{type(wish).__name__} is no wish")


@carry_out.register
def _(wish: AddThing, change: Change) -> Iterator[Operation]:
    if change.entity(wish.thing.label) is not None:
        return
    reading = Reading(title="Change", things=(wish.thing,))
    thing = complete(reading, "", change.library).things[0]
    yield from _drafted(change.draft, AddEntity(entity=change.draft.entity(thing)))
    name = change.draft.entities[words(thing.label)]
    for role in change.spec.roles:
        usual = _everywhere(role, change.spec)
        if usual:
            yield Set(id=role.id, set={"grants": [*_raw(role), {"entity": name, "actions": sorted(usual)}]})


@carry_out.register
def _(wish: AddFact, change: Change) -> Iterator[Operation]:
    entity = change.entity(wish.to)
    if entity is None:
        raise Permanent(f"The application has no {wish.to!r} to which {wish.fact.label!r} could be added.")
    if words(wish.fact.label) in {words(field.label) for field in entity.fields}:
        return
    raw = {**change.draft.field(entity.name, wish.fact), **_plain(wish.set)}
    yield from _drafted(change.draft, AddField(entity=entity.id, field=raw))


@carry_out.register
def _(wish: AddLink, change: Change) -> Iterator[Operation]:
    ends = [change.entity(end) for end in (wish.link.source, wish.link.target)]
    if ends[0] is None or ends[1] is None:
        missing = wish.link.source if ends[0] is None else wish.link.target
        raise Permanent(f"The application has no {missing!r}. Say what it is, for example: Add {missing} with a name.")
    link = wish.link.model_copy(update={"source": ends[0].label, "target": ends[1].label})
    between = {(one.source, one.target) for one in change.spec.relations}
    there = {(ends[0].name, ends[1].name), (ends[1].name, ends[0].name)} & between
    if there and link.name is None:
        return
    if raw := change.draft.relation(link):
        if not _is_new(ends[0], change):
            raw["required"] = False
            raw["on_delete"] = "set_null" if raw["kind"] != "many_to_many" else "restrict"
        yield AddRelation(relation=raw)


@carry_out.register
def _(wish: NewRole, change: Change) -> Iterator[Operation]:
    if words(wish.label) not in {words(role.label) for role in change.spec.roles}:
        name = change.draft.names.other("roles", wish.label)
        change.draft.evidence[("role", name)] = wish.evidence
        yield AddRole(role={"name": name, "label": wish.label, "grants": []})


@carry_out.register
def _(wish: AddValues, change: Change) -> Iterator[Operation]:
    field = change.find(wish.to)
    if not isinstance(field, Field) or field.enum is None:
        raise Permanent(f"{wish.to!r} has no values to choose from.")
    enum = change.enum(field)
    values = [value.model_dump(mode="json") for value in enum.values]
    taken = {value["name"] for value in values}
    said = {words(value["label"]) for value in values}
    for label in wish.values:
        if words(label) not in said:
            name = str(Name.from_label(label, taken))
            taken.add(name)
            said.add(words(label))
            values.append({"name": name, "label": label})
    if len(values) > len(enum.values):
        yield Set(id=enum.id, set={"values": values})


@carry_out.register
def _(wish: NewName, change: Change) -> Iterator[Operation]:
    element = change.find(wish.path)
    label = wish.label[0].upper() + wish.label[1:]
    if VALUE in wish.path and isinstance(element, Field):
        yield _relabelled(element, wish.path.partition(VALUE)[2], label, change)
    elif words(element.label) != words(label) or element.label != label:
        yield Rename(id=element.id, name=_free(element, label, change), label=label)


@carry_out.register
def _(wish: Alter, change: Change) -> Iterator[Operation]:
    element = change.find(wish.path)
    values = _plain(wish.set)
    before = element.model_dump(mode="json")
    if isinstance(element, Field) and values.get("type", element.type) != element.type:
        both = {element.type, FieldType(values["type"])} <= _TEXTS
        kept = ("min_length", "max_length", "pattern", "default") if both else ()
        values = {**{key: None for key in _OF_TYPE if before[key] is not None and key not in kept}, **values}
    if isinstance(element, Relation):
        values |= _consistent(element, values)
    if any(not _same(before.get(key), value) for key, value in values.items()):
        yield Set(id=element.id, set=values)


@carry_out.register
def _(wish: Removal, change: Change) -> Iterator[Operation]:
    element = change.find(wish.path)
    if VALUE in wish.path and isinstance(element, Field):
        yield from _without(element, wish.path.partition(VALUE)[2], change)
        return
    yield Remove(id=element.id)
    fields = element.fields if isinstance(element, Entity) else (element,) if isinstance(element, Field) else ()
    gone = {field.id for field in fields}
    for enum in {field.enum for field in fields if field.enum}:
        if not any(field.enum == enum and field.id not in gone for one in change.spec.entities for field in one.fields):
            yield Remove(id=change.spec.enum(enum).id)


@carry_out.register
def _(wish: Permit, change: Change) -> Iterator[Operation]:
    role = _role(wish.role, change)
    named = [change.entity(thing) for thing in wish.things]
    if missing := [thing for thing, entity in zip(wish.things, named, strict=True) if entity is None]:
        raise Permanent(f"The application has no {missing[0]!r}. Use the names that it shows.")
    entities = [entity for entity in named if entity] or list(change.spec.entities)
    for entity in entities if wish.own else ():
        yield from _owned(entity, change)
    grants = granted(_raw(role), [str(one.name) for one in entities], wish)
    if grants != _raw(role):
        yield Set(id=role.id, set={"grants": grants})


def _drafted(draft: Draft, operation: Operation) -> Iterator[Operation]:
    """The operation after the enums that were drafted for it."""
    while draft.enums:
        yield AddEnum(enum=draft.enums.pop(0))
    yield operation


def _everywhere(role: Role, spec: AppSpec) -> frozenset[Action]:
    """What a role may do with every row of every thing, and so with those of a new one."""
    whole = [grant for grant in role.grants if grant.rows == "all" and grant.read is None and grant.write is None]
    may = {entity.name: frozenset[Action]() for entity in spec.entities}
    for grant in whole:
        may[grant.entity] |= grant.actions
    return frozenset(Action).intersection(*may.values()) if may else frozenset()


def _is_new(entity: Entity, change: Change) -> bool:
    return entity.id not in {one.id for one in change.base.entities}


def _free(element: Element, label: str, change: Change) -> Name:
    if isinstance(element, Entity):
        return change.draft.names.entity(label)[0]
    if isinstance(element, Field | Relation):
        owner = next((one.name for one in change.spec.entities if element in one.fields), None)
        source = element.source if isinstance(element, Relation) else owner
        return change.draft.names.field(str(source), label)
    return change.draft.names.other("roles", label)


def _relabelled(field: Field, name: str, label: str, change: Change) -> Operation:
    """Another label for a value; its name stands in rows, and stays."""
    enum = change.enum(field)
    values = [value.model_dump(mode="json") for value in enum.values]
    for value in values:
        if value["name"] == name:
            value["label"] = label
    return Set(id=enum.id, set={"values": values})


def _without(field: Field, name: str, change: Change) -> Iterator[Operation]:
    enum = change.enum(field)
    if field.default == name:
        yield Set(id=field.id, set={"default": None})
    values = [value.model_dump(mode="json") for value in enum.values if value.name != name]
    if not values:
        raise Permanent(f"{field.label!r} would have no values left. Remove it instead.")
    yield Set(id=enum.id, set={"values": values})


def _consistent(relation: Relation, values: dict[str, Any]) -> dict[str, Any]:
    """What else has to change with the kind or the requiredness of a relation."""
    several = values.get("kind", relation.kind) == "many_to_many"
    required = values.get("required", relation.required) and not several
    if (several or required) and relation.on_delete == "set_null":
        return {"on_delete": "restrict", "required": required}
    return {"required": required} if several and relation.required else {}


def _role(said: str, change: Change) -> Role:
    if said.startswith(ROLE):
        found = change.find(said)
        if isinstance(found, Role):
            return found
    for role in change.spec.roles:
        if words(role.label) == words(said):
            return role
    raise Permanent(f"The application has no role {said!r}.")


def _owned(entity: Entity, change: Change) -> Iterator[Operation]:
    """Whose row it is has to be known before anyone can have rows of their own."""
    if entity.owner is not None:
        return
    name = change.draft.names.link(entity.name, "owner")
    yield AddRelation(relation={
        "source": entity.name, "target": "user", "name": name, "kind": "many_to_one", "required": False,
        "on_delete": "set_null", "default_current_user": True,
    })  # fmt: skip
    yield Set(id=entity.id, set={"owner": name})


def _raw(role: Role) -> list[dict[str, Any]]:
    grants: list[dict[str, Any]] = role.model_dump(mode="json")["grants"]
    for grant in grants:
        for names in ("actions", "read", "write"):
            if grant[names] is not None:
                grant[names] = sorted(grant[names])
    return grants


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: str(value) if isinstance(value, FieldType) else value for key, value in values.items()}


def _same(before: Any, after: Any) -> bool:
    """Numbers stand as strings in plain data where they are decimals."""
    return before == after or (before is not None and after is not None and str(before) == str(after))
