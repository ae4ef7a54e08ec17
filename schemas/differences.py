"""What changes from one spec to the next, by stable id and in an order in which it can be carried out.

Removals come first, under the old names; then renames; then what is altered and added, under the new ones. Pure and
language-free: a target prints each change as steps of a migration, after the checks that it asks of the rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from schemas.changes import (
    Change,
    ComputedAdded,
    ComputedRemoved,
    ComputedReworded,
    DeletionHardened,
    DeletionSoftened,
    EntityAdded,
    EntityAltered,
    EntityRemoved,
    EntityRenamed,
    FieldAdded,
    FieldAltered,
    FieldRecast,
    FieldRemoved,
    FieldRenamed,
    Forgotten,
    RelationAdded,
    RelationAltered,
    RelationRekinded,
    RelationRemoved,
    RelationRenamed,
)
from schemas.errors import Permanent
from schemas.fields import Field, FieldType
from schemas.filling import Fill, fill
from schemas.operations import Operation, Remove, Rename, applied
from schemas.safety import Check, Rule, field_checks, recast, refuse_entity, relation_checks
from schemas.spec import AppSpec, Element, Entity, Relation, RelationKind

E = TypeVar("E", bound=Element)

Differs = Callable[[Element], bool]
"""Whether what a target makes of an element, known to both versions, is no longer what it was, names aside."""


def changes(old: AppSpec | None, new: AppSpec, differs: Differs | None = None) -> tuple[Change, ...]:
    """Every change from `old` (None: from nothing) to `new`, in order.

    Raises Permanent for what cannot be done to an application that may hold rows.
    """
    if old is None:
        return tuple(_added(new, set(), set()))
    found = _Comparison(old, new, differs or _spec_differs(old, new))
    return (
        *found.removed(),
        *found.renamed(),
        *found.altered(),
        *_added(new, _ids(old.entities), _ids(old.relations)),
        *found.computed_added(),
        *(Forgotten(place) for place in new.forget if place not in old.forget),
    )


class _Comparison:
    def __init__(self, old: AppSpec, new: AppSpec, differs: Differs) -> None:
        self.old, self.new, self.differs = old, new, differs
        self._entities, self._relations = _by_id(old.entities), _by_id(old.relations)
        self._computed = {field.id for _, field in _computed(new)}
        self._anew = {field.id for entity, field in _computed(new) if self._computed_anew(entity, field)}

    def _computed_anew(self, entity: Entity, field: Field) -> bool:
        """Whether a computed field must be made: new, worth something else, or in the way of an alteration."""
        before = self._entities.get(entity.id)
        if before is None:
            return False
        fields = _by_id(before.fields)
        if field.id not in fields or fields[field.id].type is not FieldType.COMPUTED or self.differs(field):
            return True
        words = set(re.findall(r"[a-z][a-z0-9_]*", field.expression or ""))
        used = [other for other in entity.fields if str(other.name) in words and other.id in fields]
        return any(self.differs(other) for other in used)

    def _remade(self, before: Field, after: Field) -> bool:
        """Whether the column goes and another comes, so that there is nothing to rename."""
        return after.id in self._anew or (before.type is FieldType.COMPUTED) is not (after.type is FieldType.COMPUTED)

    def removed(self) -> Iterator[Change]:
        relations, entities = _ids(self.new.relations), _by_id(self.new.entities)
        for entity, field in _computed(self.old):
            if entity.id in entities and (field.id not in self._computed or field.id in self._anew):
                yield ComputedRemoved(entity, field)
        yield from (RelationRemoved(relation) for relation in self.old.relations if relation.id not in relations)
        for entity in self.old.entities:
            if entity.id not in entities:
                yield EntityRemoved(entity)
                continue
            stored = {field.id for field in _kept(entities[entity.id])}
            yield from (self._removed(entity, field) for field in _kept(entity) if field.id not in stored)

    def _removed(self, entity: Entity, field: Field) -> Change:
        filled = fill(self.old, field)
        unfilled = filled.impossible or field.type is FieldType.AUTO_NUMBER
        checks = (Check(Rule.FILLED, entity, field.label, (str(field.stored_as),)),) if unfilled else ()
        return FieldRemoved(entity, field, filled, back_checks=checks)

    def renamed(self) -> Iterator[Change]:
        yield from (EntityRenamed(one, other) for one, other in _in_turn(_pairs(self.old.entities, self.new.entities)))
        for entity in self.new.entities:
            if before := self._entities.get(entity.id):
                pairs = [pair for pair in _pairs(before.fields, entity.fields) if not self._remade(*pair)]
                yield from (FieldRenamed(entity, one, other) for one, other in _in_turn(pairs))
        for relation in self.new.relations:
            one = self._relations.get(relation.id)
            if one is not None and (one.name, one.source) != (relation.name, relation.source):
                yield RelationRenamed(one, relation)

    def altered(self) -> Iterator[Change]:
        for entity in self.new.entities:
            if before := self._entities.get(entity.id):
                refuse_entity(before, entity)
                if self.differs(entity):
                    yield EntityAltered(entity)
                yield from _deletion(before, entity)
                yield from self._fields(before, entity)
        for relation in self.new.relations:
            if (one := self._relations.get(relation.id)) is not None:
                yield from self._relation(one, relation)

    def _fields(self, before: Entity, entity: Entity) -> Iterator[Change]:
        fields = _by_id(before.fields)
        for field in _kept(entity):
            one = fields.get(field.id)
            filled = fill(self.new, field)
            if one is None or one.type is FieldType.COMPUTED:
                empty = (Check(Rule.EMPTY, entity, field.label),) if filled.impossible else ()
                yield FieldAdded(entity, field, filled, checks=empty)
                continue
            checks = tuple(field_checks(self.old, one, self.new, entity, field))
            if recast(one, field):
                yield FieldRecast(entity, one, field, filled)
            elif self.differs(field) or checks:
                newly = field.required and not one.required and not filled.impossible
                back = tuple(field_checks(self.new, field, self.old, before, one))
                yield FieldAltered(entity, one, field, filled if newly else Fill(), checks=checks, back_checks=back)

    def _relation(self, one: Relation, relation: Relation) -> Iterator[Change]:
        checks = tuple(relation_checks(self.old, one, self.new, relation))
        many = RelationKind.MANY_TO_MANY
        if (one.kind is many) is not (relation.kind is many):
            names = {"name": relation.name, "source": relation.source, "target": relation.target}
            yield RelationRekinded(one.model_copy(update=names), relation)
        elif self.differs(relation) or checks:
            back = tuple(relation_checks(self.new, relation, self.old, one))
            yield RelationAltered(one, relation, checks=checks, back_checks=back)

    def computed_added(self) -> Iterator[Change]:
        worth = {field.id: field.expression for _, field in _computed(self.old)}
        for entity, field in _computed(self.new):
            if field.id in self._anew:
                yield ComputedAdded(entity, field)
            elif field.id in worth and worth[field.id] != field.expression:
                yield ComputedReworded(entity, field)


def _deletion(before: Entity, after: Entity) -> Iterator[Change]:
    if after.soft_delete and not before.soft_delete:
        yield DeletionSoftened(after)
    elif before.soft_delete and not after.soft_delete:
        yield DeletionHardened(after, checks=(Check(Rule.LIVE, after, after.label),))


def renamed(old: AppSpec, new: AppSpec) -> AppSpec:
    """The old spec without what is removed, and with the names that the rest has in the new one."""
    names = {element.id: element.name for element in _stored(new)}
    known = list(_stored(old))
    operations: list[Operation] = [Remove(id=one.id) for one in known if one.id not in names]
    operations += [
        Rename(id=one.id, name=names[one.id]) for one in known if one.id in names and one.name != names[one.id]
    ]
    return AppSpec.model_validate(applied(old, operations)) if operations else old


def _stored(spec: AppSpec) -> Iterator[Element]:
    """The elements that a database knows, each before what it is a part of."""
    yield from spec.relations
    for entity in spec.entities:
        yield from entity.fields
        yield entity


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
        yield EntityAdded(entity, entity.fields, tuple(own))
    for relation in coming:
        source = new.entity(relation.source)
        must = relation.required and relation.kind != "many_to_many" and source.id in entities
        yield RelationAdded(relation, checks=(Check(Rule.EMPTY, source, relation.label),) if must else ())


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


def _kept(entity: Entity) -> Iterator[Field]:
    """The fields whose values somebody gave: all but the computed."""
    return (field for field in entity.fields if field.type is not FieldType.COMPUTED)


def _computed(spec: AppSpec) -> list[tuple[Entity, Field]]:
    return [(entity, field) for entity in spec.entities for field in entity.fields if field.type is FieldType.COMPUTED]


def _spec_differs(old: AppSpec, new: AppSpec) -> Differs:
    """Whether anything but a name is different, in the element or in its enum."""
    before = {element.id: element for element in old.elements()}
    names = {"name", "source", "target", "enum", "through", "reverse_label", "fields"}

    def differs(element: Element) -> bool:
        one = before[element.id]
        if one.model_dump(exclude=names) != element.model_dump(exclude=names):
            return True
        if not (isinstance(one, Field) and isinstance(element, Field) and one.enum and element.enum):
            return False
        return old.enum(one.enum).values != new.enum(element.enum).values

    return differs


def _ids(elements: Sequence[Element]) -> set[object]:
    return {element.id for element in elements}


def _by_id(elements: Sequence[E]) -> dict[object, E]:
    return {element.id: element for element in elements}
