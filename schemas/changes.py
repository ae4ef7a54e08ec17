"""What changes from one spec to the next, by stable id and in an order in which it can be carried out.

Removals come first, under the old names; then renames; then what is altered and added, under the new ones. Pure and
language-free: a target prints each change as a migration's operation. Raises Permanent where rows would be at stake.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from schemas.errors import Permanent
from schemas.filling import Fill, fill
from schemas.safety import refuse_entity, refuse_field, refuse_relation
from schemas.spec import AppSpec, Element, Entity, Field, Relation

E = TypeVar("E", bound=Element)


@dataclass(frozen=True)
class EntityRemoved:
    entity: Entity


@dataclass(frozen=True)
class FieldRemoved:
    entity: Entity
    field: Field


@dataclass(frozen=True)
class RelationRemoved:
    relation: Relation


@dataclass(frozen=True)
class EntityRenamed:
    old: Entity
    new: Entity


@dataclass(frozen=True)
class FieldRenamed:
    """`entity` under its new name."""

    entity: Entity
    old: Field
    new: Field


@dataclass(frozen=True)
class RelationRenamed:
    """Another name of the relation, or of its source, from which the name of its links is made."""

    old: Relation
    new: Relation


@dataclass(frozen=True)
class EntityAltered:
    """Another label; nothing that is stored."""

    new: Entity


@dataclass(frozen=True)
class EntityAdded:
    """`relations` are those to one row whose target is already there; the others follow as RelationAdded."""

    entity: Entity
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class FieldAdded:
    """`fill` is what existing rows get where the field is required and states no default."""

    entity: Entity
    field: Field
    fill: Fill


@dataclass(frozen=True)
class FieldAltered:
    entity: Entity
    old: Field
    new: Field
    fill: Fill


@dataclass(frozen=True)
class RelationAdded:
    relation: Relation


@dataclass(frozen=True)
class RelationAltered:
    old: Relation
    new: Relation


Change = (
    EntityRemoved | FieldRemoved | RelationRemoved | EntityRenamed | FieldRenamed | RelationRenamed
    | EntityAltered | EntityAdded | FieldAdded | FieldAltered | RelationAdded | RelationAltered
)  # fmt: skip


def changes(old: AppSpec | None, new: AppSpec) -> tuple[Change, ...]:
    """Every change from `old` (None: from nothing) to `new`, in order."""
    if old is None:
        return tuple(_added(new, set(), set()))
    return (
        *_removed(old, new),
        *_renamed(old, new),
        *_altered(old, new),
        *_added(new, _ids(old.entities), _ids(old.relations)),
    )


def _removed(old: AppSpec, new: AppSpec) -> Iterator[Change]:
    relations, entities = _ids(new.relations), _by_id(new.entities)
    yield from (RelationRemoved(relation) for relation in old.relations if relation.id not in relations)
    for entity in old.entities:
        if entity.id not in entities:
            yield EntityRemoved(entity)
            continue
        fields = _ids(entities[entity.id].fields)
        yield from (FieldRemoved(entity, field) for field in entity.fields if field.id not in fields)


def _renamed(old: AppSpec, new: AppSpec) -> Iterator[Change]:
    entities, relations = _by_id(old.entities), _by_id(old.relations)
    yield from (EntityRenamed(before, after) for before, after in _in_turn(_pairs(old.entities, new.entities)))
    for entity in new.entities:
        if before := entities.get(entity.id):
            pairs = _in_turn(_pairs(before.fields, entity.fields))
            yield from (FieldRenamed(entity, one, other) for one, other in pairs)
    kept = [(relations[relation.id], relation) for relation in new.relations if relation.id in relations]
    for one, other in kept:
        if (one.name, one.source) != (other.name, other.source):
            yield RelationRenamed(one, other)


def _altered(old: AppSpec, new: AppSpec) -> Iterator[Change]:
    entities, relations = _by_id(old.entities), _by_id(old.relations)
    for entity in new.entities:
        if not (before := entities.get(entity.id)):
            continue
        refuse_entity(before, entity)
        if (before.label, before.plural_label) != (entity.label, entity.plural_label):
            yield EntityAltered(entity)
        fields = _by_id(before.fields)
        for field in entity.fields:
            if field.id not in fields:
                yield FieldAdded(entity, field, fill(new, entity, field))
            elif _differs(old, fields[field.id], new, field):
                refuse_field(old, fields[field.id], new, entity, field)
                becomes_required = field.required and not fields[field.id].required
                yield FieldAltered(
                    entity, fields[field.id], field, fill(new, entity, field) if becomes_required else Fill(None)
                )
    for relation in new.relations:
        before_relation = relations.get(relation.id)
        if before_relation is None:
            continue
        refuse_relation(old, before_relation, new, relation)
        if _bare(before_relation) != _bare(relation):
            yield RelationAltered(before_relation, relation)


def _added(new: AppSpec, entities: set[object], relations: set[object]) -> Iterator[Change]:
    """New entities, those that others need first; then the relations that could not come with them."""
    there = {entity.name for entity in new.entities if entity.id in entities} | {"user"}
    coming = [relation for relation in new.relations if relation.id not in relations]
    for entity in _by_need(new, [entity for entity in new.entities if entity.id not in entities]):
        there.add(entity.name)
        own = [
            relation
            for relation in coming
            if relation.source == entity.name and relation.target in there and relation.kind != "many_to_many"
        ]
        coming = [relation for relation in coming if relation not in own]
        yield EntityAdded(entity, tuple(own))
    for relation in coming:
        if relation.required and relation.kind != "many_to_many" and new.entity(relation.source).id in entities:
            raise Permanent(
                f"{relation.label!r} of {new.entity(relation.source).label!r} cannot be required from the start: "
                "there may be rows, and nobody knows what they should point to. Make it optional."
            )
        yield RelationAdded(relation)


def _by_need(spec: AppSpec, entities: Sequence[Entity]) -> Iterator[Entity]:
    """The entities, each after those that it points to where that can be; otherwise in the order of the spec."""
    left = {entity.name: entity for entity in entities}
    needs = {
        name: {link.target for link in spec.relations_from(name) if link.target != name and link.target in left}
        for name in left
    }
    while left:
        free = next((name for name in left if not needs[name] & left.keys()), next(iter(left)))
        yield left.pop(free)


def _in_turn(pairs: list[tuple[E, E]]) -> Iterator[tuple[E, E]]:
    """The renames, each when its new name is free. Raises Permanent where names are exchanged."""
    while pairs:
        taken = {old.name for old, _ in pairs}
        turn = next((pair for pair in pairs if pair[1].name not in taken), None)
        if turn is None:
            names = ", ".join(sorted(repr(old.label) for old, _ in pairs))
            raise Permanent(f"The names of {names} are exchanged. Do it in two changes, by way of another name.")
        pairs.remove(turn)
        yield turn


def _pairs(old: Sequence[E], new: Sequence[E]) -> list[tuple[E, E]]:
    before = _by_id(old)
    return [(before[one.id], one) for one in new if one.id in before and before[one.id].name != one.name]


def _differs(old: AppSpec, before: Field, new: AppSpec, after: Field) -> bool:
    """Whether anything but the name is different, in the field or in its enum."""
    if _bare(before) != _bare(after):
        return True
    return before.enum is not None and after.enum is not None and (
        old.enum(before.enum).values != new.enum(after.enum).values
    )  # fmt: skip


def _bare(element: Field | Relation) -> dict[str, object]:
    return element.model_dump(exclude={"name", "source", "target", "enum", "reverse_label", "evidence"})


def _ids(elements: Sequence[Element]) -> set[object]:
    return {element.id for element in elements}


def _by_id(elements: Sequence[E]) -> dict[object, E]:
    return {element.id: element for element in elements}
