"""What is wrong with the sense of a spec: every problem at once, each with its path and a suggestion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from schemas.errors import InvalidSpec, Problem
from schemas.names import Name
from schemas.spec import USER, AppSpec, Entity, Field, FieldType, OnDelete, RelationKind

NUMBERS = frozenset({FieldType.INTEGER, FieldType.BIG_INTEGER, FieldType.DECIMAL, FieldType.FLOAT})
TEXTS = frozenset({FieldType.STRING, FieldType.TEXT, FieldType.EMAIL, FieldType.URL, FieldType.PHONE})

Reserved = Callable[[str, str], bool]
"""`reserved(kind, name)`: whether a chosen target cannot use that name for an `entity`, a `plural` or a `field`."""


def parse(data: Any, reserved: Reserved = lambda kind, name: False) -> AppSpec:
    """Read a spec from plain data and check it. Raises InvalidSpec naming every problem."""
    try:
        spec = AppSpec.model_validate(data)
    except ValidationError as error:
        raise InvalidSpec([_shape(detail) for detail in error.errors()]) from None
    check(spec, reserved)
    return spec


def check(spec: AppSpec, reserved: Reserved = lambda kind, name: False) -> None:
    """Raise InvalidSpec naming every problem of the spec, if it has any."""
    if found := list(problems(spec, reserved)):
        raise InvalidSpec(found)


def problems(spec: AppSpec, reserved: Reserved = lambda kind, name: False) -> Iterator[Problem]:
    """Every problem of a well-shaped spec."""
    if not spec.entities:
        yield Problem("entities", "the application has none.", "Name at least one thing that it should keep.")
    yield from _unique("entities", [entity.name for entity in spec.entities])
    yield from _unique("entities.plural", [entity.plural for entity in spec.entities])
    yield from _unique("enums", [enum.name for enum in spec.enums])
    yield from _unique("roles", [role.name for role in spec.roles])
    yield from _unique("ids", [str(element.id) for element in spec.elements()])
    yield from _unique("entities.stored_as", [entity.stored_as for entity in spec.entities])
    for entity in spec.entities:
        yield from _entity(spec, entity, reserved)
    yield from _relations(spec, reserved)
    for enum in spec.enums:
        yield from _unique(f"enums.{enum.name}.values", [value.name for value in enum.values])
    for role in spec.roles:
        for grant in role.grants:
            yield from _known(f"roles.{role.name}.grants", grant.entity, [entity.name for entity in spec.entities])


def _entity(spec: AppSpec, entity: Entity, reserved: Reserved) -> Iterator[Problem]:
    path = f"entities.{entity.name}"
    if reserved("entity", entity.name) or entity.name == USER:
        yield _offer(path, entity.name, "record")
    if reserved("plural", entity.plural):
        yield _offer(f"{path}.plural", entity.plural, "list")
    names = [field.name for field in entity.fields]
    names += [relation.name for relation in spec.relations_from(entity.name)]
    names += [relation.reverse_name for relation in spec.relations_to(entity.name)]
    yield from _unique(f"{path}.fields", names)
    yield from _unique(f"{path}.fields.stored_as", [
        *(field.stored_as for field in entity.fields),
        *(relation.stored_as for relation in spec.relations_from(entity.name)),
    ])  # fmt: skip
    if entity.display is not None:
        yield from _known(f"{path}.display", entity.display, [field.name for field in entity.fields])
    for field in entity.fields:
        yield from _field(spec, f"{path}.fields.{field.name}", field, reserved)


def _field(spec: AppSpec, path: str, field: Field, reserved: Reserved) -> Iterator[Problem]:
    if reserved("field", field.name):
        yield _offer(path, field.name, "value")
    if field.type is FieldType.ENUM:
        yield from _known(f"{path}.enum", field.enum or "", [enum.name for enum in spec.enums])
    elif field.enum is not None:
        yield Problem(path, f"names an enum, but its type is {field.type}.", "Make its type 'enum', or drop 'enum'.")
    if (field.min is not None or field.max is not None) and field.type not in NUMBERS:
        yield Problem(path, f"has min or max, which {field.type} does not know.", "Only numbers have a range.")
    if field.min is not None and field.max is not None and field.min > field.max:
        yield Problem(path, f"min {field.min} is above max {field.max}.", "Exchange them.")
    if field.max_length is not None and field.type not in TEXTS:
        yield Problem(path, f"has max_length, which {field.type} does not know.", "Only texts have a length.")
    if field.decimals is not None and field.type is not FieldType.DECIMAL:
        yield Problem(path, f"has decimals, which {field.type} does not know.", "Only the type 'decimal' has them.")
    if field.unique and field.type in (FieldType.BOOLEAN, FieldType.JSON):
        yield Problem(path, f"cannot be unique: {field.type} has no values of its own for many rows.", "Drop 'unique'.")
    if field.default is not None and not _default_fits(spec, field):
        yield Problem(f"{path}.default", f"{field.default!r} is no {field.type}.", "Write a value of that type.")


def _default_fits(spec: AppSpec, field: Field) -> bool:
    value = field.default
    if field.type is FieldType.BOOLEAN:
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if field.type in (FieldType.INTEGER, FieldType.BIG_INTEGER):
        return isinstance(value, int) and abs(value) < 2 ** (31 if field.type is FieldType.INTEGER else 63)
    if field.type in (FieldType.DECIMAL, FieldType.FLOAT):
        try:
            return Decimal(str(value)).is_finite()
        except InvalidOperation:
            return False
    if field.type is FieldType.ENUM:
        return any(value == option.name for enum in spec.enums if enum.name == field.enum for option in enum.values)
    return field.type in TEXTS and isinstance(value, str)


def _relations(spec: AppSpec, reserved: Reserved) -> Iterator[Problem]:
    entities = [entity.name for entity in spec.entities]
    for relation in spec.relations:
        path = f"relations.{relation.source}.{relation.name}"
        yield from _known(f"{path}.source", relation.source, entities)
        yield from _known(f"{path}.target", relation.target, [*entities, USER])
        for name in (relation.name, relation.reverse_name):
            if reserved("field", name):
                yield _offer(path, name, "link")
        if relation.source == relation.target and relation.required:
            yield Problem(path, "is required and points to its own entity, so that no first row could be made.",
                          "Make it optional.")  # fmt: skip
        if relation.on_delete is OnDelete.SET_NULL and (
            relation.required or relation.kind is RelationKind.MANY_TO_MANY
        ):
            yield Problem(path, "cannot be emptied on delete.", "Use restrict or cascade, or make it optional.")


def _unique(path: str, names: list[Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield Problem(path, f"{str(name)!r} stands twice.", f"Call one {str(Name.from_label(name, set(names)))!r}.")
        seen.add(name)


def _known(path: str, name: str, known: list[Name]) -> Iterator[Problem]:
    if name not in known:
        yield Problem(path, f"there is no {str(name)!r}.", f"Known: {', '.join(known) or 'none'}.")


def _offer(path: str, name: Name, suffix: str) -> Problem:
    offer = Name.from_label(f"{name}_{suffix}")
    return Problem(path, f"{str(name)!r} is a reserved word.", f"Call it {str(offer)!r}; its label may stay.")


def _shape(detail: Any) -> Problem:
    path = ".".join(str(part) for part in detail["loc"])
    return Problem(path or "spec", f"{detail['msg']}.", "")
