"""From a wish to change an application to edit operations on the stable ids of its spec."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.errors import Permanent
from schemas.operations import AddEntity, AddEnum, AddField, AddRelation, AddRole, Operation, Remove, Rename, apply
from schemas.reading import Fact, Link, Many, Reading, Thing
from schemas.spec import AppSpec, Element, Entity
from schemas.validation import Reserved
from workers.schema.completing import complete
from workers.schema.design import Design, evidence
from workers.schema.drafting import Draft, words
from workers.schema.knowledge import Library
from workers.schema.roles import grants

EXAMPLES = "For example: Add a phone to customers. Rename client to customer. Remove the fax."


def redesign(reading: Reading, base: AppSpec, *, reserved: Reserved, library: Library) -> Design:
    """The base with the change. Raises Permanent where nothing is to be changed, or what is named is not there."""
    draft = Draft.start(reserved, base)
    operations: list[Operation] = [*_renames(reading, base, draft), *_removals(reading, base)]
    operations += _additions(reading, base, draft, library)
    if not operations:
        raise Permanent(f"The application already has all of this, or the text names no change. {EXAMPLES}")
    spec = apply(base, operations, reserved)
    return Design(spec, evidence(spec, draft), reading.questions, tuple(operations))


def _renames(reading: Reading, base: AppSpec, draft: Draft) -> Iterator[Operation]:
    for wish in reading.renames:
        owner, element = find(base, wish.old, wish.thing)
        label = wish.new[0].upper() + wish.new[1:]
        if owner is None:
            name, _ = draft.names.entity(wish.new)
            draft.entities[words(wish.new)] = draft.entities[words(wish.old)] = name
        else:
            name = draft.names.field(owner.name, wish.new)
        yield Rename(id=element.id, name=name, label=label)


def _removals(reading: Reading, base: AppSpec) -> Iterator[Operation]:
    for wish in reading.removals:
        _, element = find(base, wish.old, wish.thing)
        yield Remove(id=element.id)


def _additions(reading: Reading, base: AppSpec, draft: Draft, library: Library) -> Iterator[Operation]:
    by_name = {entity.name: entity for entity in base.entities}
    renamed = {words(wish.new): find(base, wish.old, None)[1] for wish in reading.renames if wish.thing is None}
    known = {word: by_name[name] for word, name in draft.entities.items() if name in by_name}
    known |= {word: element for word, element in renamed.items() if isinstance(element, Entity)}
    new = tuple(thing for thing in reading.things if words(thing.label) not in known)
    full = complete(reading.model_copy(update={"things": new, "links": ()}), "", library)
    for thing in full.things:
        yield from _drafted(draft, AddEntity(entity=draft.entity(thing)))
    links = list(reading.links)
    for thing in reading.things:
        entity = known.get(words(thing.label))
        for fact in thing.facts if entity else ():
            if words(fact.label) in draft.entities:
                links.append(_link(thing, fact))
            elif entity and not _has(entity, fact):
                field = draft.field(entity.name, fact)
                yield from _drafted(draft, AddField(entity=entity.id, field=field))
    yield from _linked(links, base, draft)
    roles = {words(role.label) for role in base.roles}
    for actor in reading.actors:
        if words(actor.label) not in roles:
            yield AddRole(role=draft.role(actor, grants(actor, draft, [])))


def _link(thing: Thing, fact: Fact) -> Link:
    """A fact that is another thing: one of it, or many where it stands in the plural."""
    many = words(fact.label) != fact.label.lower()
    return Link(
        source=thing.label, target=fact.label, evidence=fact.evidence,
        source_many=Many.ONE if many else Many.MANY, target_many=Many.MANY if many else Many.ONE,
    )  # fmt: skip


def _drafted(draft: Draft, operation: Operation) -> Iterator[Operation]:
    """The operation after the enums that were drafted for it."""
    while draft.enums:
        yield AddEnum(enum=draft.enums.pop(0))
    yield operation


def _linked(links: list[Link], base: AppSpec, draft: Draft) -> Iterator[Operation]:
    tied: set[frozenset[str]] = {frozenset((relation.source, relation.target)) for relation in base.relations}
    for link in links:
        ends = frozenset(draft.entities.get(words(end), end) for end in (link.source, link.target))
        if ends not in tied and (raw := draft.relation(link.model_copy(update={"required": False}))):
            tied.add(ends)
            yield AddRelation(relation=raw)


def _has(entity: Entity, fact: Fact) -> bool:
    return words(fact.label) in {words(field.label) for field in entity.fields}


def find(base: AppSpec, label: str, thing: str | None) -> tuple[Entity | None, Element]:
    """The entity of that label, or the field, with the entity that has it. Raises Permanent where it is not one."""
    wanted = words(label)
    if thing is None:
        for entity in base.entities:
            if wanted in (words(entity.label), words(entity.name)):
                return None, entity
    found = [
        (entity, field)
        for entity in base.entities
        if thing is None or words(thing) in (words(entity.label), words(entity.name))
        for field in entity.fields
        if wanted in (words(field.label), words(field.name))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        owners = " or ".join(f"the {label} of {entity.plural_label.lower()}" for entity, _ in found)
        raise Permanent(f"More than one thing has {label!r}. Say which is meant: {owners}.")
    known = ", ".join(entity.label for entity in base.entities)
    raise Permanent(f"The application has no {label!r}. It has: {known}.")
