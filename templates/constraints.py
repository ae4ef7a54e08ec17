"""What the database is told to hold of an entity's rules, each under a name that no rename touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from schemas.fields import FieldType
from schemas.names import Name
from schemas.patterns import for_postgres
from templates.quoting import Text

if TYPE_CHECKING:
    from templates.model import EntityModel
    from templates.parts import FieldModel

LONGEST = 63
"""PostgreSQL's limit for a name, in bytes."""

LONGEST_INDEX = 30
"""Django's limit for the name of an index."""

ON_TEXTS = frozenset({"form", "pattern", "min_length"})
"""Rules that an empty text would break."""

FORMS = {
    FieldType.PHONE: r"^\+?[0-9(][0-9 ()/.-]{2,}$",
    FieldType.SLUG: "^[-a-zA-Z0-9_]+$",
    FieldType.COLOUR: "^#[0-9a-f]{6}$",
}
"""What values of these types look like, as a regular expression of PostgreSQL."""


@dataclass(frozen=True)
class Constraint:
    """A rule of one table. Names hold tables and columns, which are fixed at birth; `fields` are today's names.

    `rule` is one of values, members, finite, form, pattern, min, max, least, most, min_length, max_length, unique. With
    `or_empty` the empty text, which stands for none, is allowed as well; with `live` the rule spares deleted rows.
    """

    name: str
    rule: str
    fields: tuple[Name, ...]
    columns: tuple[Name, ...]
    value: Any = None
    or_empty: bool = False
    live: bool = False

    @property
    def field(self) -> Name:
        """Of a rule about one field: its name."""
        return self.fields[0]


@dataclass(frozen=True)
class Index:
    """An index of one table; with `gin` over the members of its column."""

    name: str
    fields: tuple[Name, ...]
    columns: tuple[Name, ...]
    gin: bool = False


def constraints(entity: EntityModel) -> Iterator[Constraint]:
    """The rules of the entity that a database can hold, in the order of its fields."""
    for field in entity.fields:
        for rule, value in _rules(field):
            yield _of(entity, rule, (field,), value, or_empty=field.may_be_blank and rule in ON_TEXTS)
        if field.unique and entity.soft_delete:
            yield _of(entity, "unique", (field,), live=True)
    for relation in entity.to_one:
        if relation.one_to_one and entity.soft_delete:
            yield _of(entity, "unique", (relation,), live=True)
    for names in entity.unique_together:
        yield _of(entity, "unique", entity.parts(names), live=entity.soft_delete)


def indexes(entity: EntityModel) -> Iterator[Index]:
    """What makes lists of the entity quick: the stated indexes, and one for each set of chosen values."""
    for names in entity.indexes:
        yield _index(entity, entity.parts(names))
    for field in entity.fields:
        if field.type == FieldType.MULTI_ENUM:
            yield _index(entity, (field,), gin=True)


def _rules(field: FieldModel) -> Iterator[tuple[str, Any]]:
    """The rules about the one field, and what each is about."""
    if field.enum is not None:
        yield "members" if field.type is FieldType.MULTI_ENUM else "values", field.enum
    if field.type is FieldType.FLOAT:
        yield "finite", None
    if field.type in FORMS:
        yield "form", Text(FORMS[field.type])
    if field._part.pattern:
        yield "pattern", Text(for_postgres(field._part.pattern))
    if field.min is not None:
        yield "min", field.min
    if field.max is not None:
        yield "max", field.max
    if field.type is FieldType.MULTI_ENUM:
        sizes = {"least": field.least, "most": field.max_length}
    elif field.is_text:
        sizes = {"min_length": field.min_length, "max_length": None if field.is_bounded else field.max_length}
    else:
        return
    yield from ((rule, size) for rule, size in sizes.items() if size)


def _of(entity: EntityModel, rule: str, parts: tuple[Any, ...], value: Any = None, **more: bool) -> Constraint:
    columns = tuple(part.stored_as for part in parts)
    name = _fitted("__".join((entity.stored_as, *columns, rule)), LONGEST)
    return Constraint(name, rule, tuple(part.name for part in parts), columns, value, **more)


def _index(entity: EntityModel, parts: tuple[Any, ...], gin: bool = False) -> Index:
    columns = tuple(part.stored_as for part in parts)
    name = _fitted("__".join((entity.stored_as, *columns, "gin" if gin else "idx")), LONGEST_INDEX)
    return Index(name, tuple(part.name for part in parts), columns, gin)


def _fitted(name: str, longest: int) -> str:
    """The name, or its beginning and a digest of it all where it is too long."""
    return name if len(name) <= longest else f"{name[: longest - 9]}_{sha256(name.encode()).hexdigest()[:8]}"
