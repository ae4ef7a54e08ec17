"""What a change asks of the rows that are there: the checks to make before it runs, and what no check can allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from schemas.casting import IN_PLACE, rule
from schemas.errors import Permanent
from schemas.fields import Field, FieldType
from schemas.filling import fill
from schemas.rules import LENGTHS, decimals
from schemas.spec import USER, AppSpec, Entity, Relation, RelationKind

BLANK = frozenset({
    FieldType.STRING, FieldType.TEXT, FieldType.MARKDOWN, FieldType.EMAIL, FieldType.URL, FieldType.PHONE,
    FieldType.SLUG, FieldType.COLOUR, FieldType.ENUM,
})  # fmt: skip
"""Types whose columns may hold an empty text for nothing."""


class Rule(StrEnum):
    """What rows must keep.

    `FILLED` is that they hold something, `EMPTY` that there are none, `LIVE` that none of them is deleted.
    """

    MIN = "min"
    MAX = "max"
    MIN_LENGTH = "min_length"
    MAX_LENGTH = "max_length"
    PATTERN = "pattern"
    DECIMALS = "decimals"
    CHOICES = "choices"
    UNIQUE = "unique"
    FILLED = "filled"
    EMPTY = "empty"
    LIVE = "live"


_MEND = "Mend or delete them first."

SAID = {
    Rule.MIN: f"rows of {{entity!r}} hold less than {{value}} as {{label!r}}. {_MEND}",
    Rule.MAX: f"rows of {{entity!r}} hold more than {{value}} as {{label!r}}. {_MEND}",
    Rule.MIN_LENGTH: f"rows of {{entity!r}} hold less than {{value}} characters as {{label!r}}. {_MEND}",
    Rule.MAX_LENGTH: f"rows of {{entity!r}} hold more than {{value}} characters as {{label!r}}. {_MEND}",
    Rule.PATTERN: f"rows of {{entity!r}} hold what does not fit the pattern as {{label!r}}. {_MEND}",
    Rule.DECIMALS: f"rows of {{entity!r}} hold more than {{value}} decimals as {{label!r}}. {_MEND}",
    Rule.CHOICES: f"rows of {{entity!r}} hold a value that {{label!r}} is to lose. {_MEND}",
    Rule.UNIQUE: f"rows of {{entity!r}} hold what another row holds as well as {{label!r}}. {_MEND}",
    Rule.FILLED: "rows of {entity!r} hold nothing as {label!r}. Fill them in first.",
    Rule.LIVE: "rows of {entity!r} are deleted and would be there again. Restore them, or delete them for good.",
    Rule.EMPTY: "rows of {entity!r} are there, and nobody knows what {label!r} of theirs would be. Make it optional.",
}
"""What each rule has against the rows that it counts."""


@dataclass(frozen=True)
class Check:
    """A rule that is new to the rows of `entity`: `columns` as they are stored, `value` its bound.

    `blank`: an empty text there stands for nothing; `many`: it holds several values.
    """

    rule: Rule
    entity: Entity
    label: str
    columns: tuple[str, ...] = ()
    value: Decimal | int | str | tuple[str, ...] | None = None
    blank: bool = False
    many: bool = False

    @property
    def says(self) -> str:
        """What stands in the way, for a person; the first `{}` is the number of rows."""
        return f"{{}} {SAID[self.rule].format(entity=self.entity.label, label=self.label, value=self.value)}"


def field_checks(old: AppSpec, before: Field, new: AppSpec, entity: Entity, after: Field) -> Iterator[Check]:
    """What an alteration asks of the rows. Raises Permanent for what cannot be done to a field at all."""
    what = f"{after.label!r} of {entity.label!r}"
    _refuse_storage(what, before, after)
    if not castable(before, after):
        raise Permanent(f"{what} cannot become {after.type}: no rule says what {before.type} would turn into. "
                        "Add a new field instead.")  # fmt: skip
    if recast(before, after):
        if fill(new, after).impossible:
            raise Permanent(f"{what} cannot become {after.type} and be required at once: rows whose value cannot be "
                            "carried over would hold nothing. Make it optional.")  # fmt: skip
        return
    for found, value in _tightened(before, after):
        yield _check(found, entity, after, value)
    if before.enum is not None and after.enum is not None:
        kept = tuple(str(value.name) for value in new.enum(after.enum).values)
        if {str(value.name) for value in old.enum(before.enum).values} - set(kept):
            yield _check(Rule.CHOICES, entity, after, kept)
    if after.required and not before.required and fill(new, after).impossible:
        yield _check(Rule.FILLED, entity, after)


def _check(rule: Rule, entity: Entity, field: Field, value: Any = None) -> Check:
    many = field.type is FieldType.MULTI_ENUM
    blank = field.type in BLANK
    return Check(rule, entity, field.label, (str(field.stored_as),), value, blank, many)


def _tightened(before: Field, after: Field) -> Iterator[tuple[Rule, Any]]:
    """The rules that rows need not have kept so far, and what each is about."""
    if after.min is not None and (before.min is None or after.min > before.min):
        yield Rule.MIN, after.min
    if after.max is not None and (before.max is None or after.max < before.max):
        yield Rule.MAX, after.max
    if after.min_length is not None and after.min_length > (before.min_length or 0):
        yield Rule.MIN_LENGTH, after.min_length
    if (most := length(after)) is not None and most < (length(before) or most + 1):
        yield Rule.MAX_LENGTH, most
    if after.pattern is not None and after.pattern != before.pattern:
        yield Rule.PATTERN, after.pattern
    if after.type in (FieldType.DECIMAL, FieldType.MONEY) and decimals(after) < decimals(before):
        yield Rule.DECIMALS, decimals(after)
    if after.unique and not before.unique:
        yield Rule.UNIQUE, None


def relation_checks(old: AppSpec, before: Relation, new: AppSpec, after: Relation) -> Iterator[Check]:
    """What an alteration of a relation asks of the rows. Raises Permanent for what cannot be done to it at all."""
    entity = new.entity(after.source)
    what = f"{after.label!r} of {entity.label!r}"
    _refuse_storage(what, before, after)
    if _target(old, before) != _target(new, after):
        raise Permanent(f"{what} cannot point to something else: rows point to what it was. Add a new relation.")
    if _through(old, before) != _through(new, after):
        raise Permanent(f"{what} cannot go through something else: add a new relation.")
    many = RelationKind.MANY_TO_MANY
    if before.kind is many or after.kind is many:
        if before.kind is not after.kind and after.required:
            raise Permanent(f"{what} cannot change its kind and be required at once. Make it optional.")
        return
    column = (str(after.stored_as),)
    if after.kind is RelationKind.ONE_TO_ONE and before.kind is not after.kind:
        yield Check(Rule.UNIQUE, entity, after.label, column)
    if after.required and not before.required:
        yield Check(Rule.FILLED, entity, after.label, column)


def refuse_entity(before: Entity, after: Entity) -> None:
    """Raise Permanent where another table would be used."""
    _refuse_storage(repr(after.label), before, after)


def castable(before: Field, after: Field) -> bool:
    """Whether values of the one can be values of the other, all or by a rule."""
    same = before.type is after.type or after.type in IN_PLACE.get(before.type, frozenset())
    return same or rule(before.type, after.type) is not None


def recast(before: Field, after: Field) -> bool:
    """Whether the values must be carried over into a new column."""
    return before.type is not after.type and rule(before.type, after.type) is not None


def length(field: Field) -> int | None:
    """The most characters of a text; None where there is no end."""
    return field.max_length or LENGTHS.get(field.type)


def _refuse_storage(what: str, before: Entity | Field | Relation, after: Entity | Field | Relation) -> None:
    if before.stored_as != after.stored_as:
        raise Permanent(f"{what}: 'stored_as' is fixed at birth; keep it at {str(before.stored_as)!r}.")


def _target(spec: AppSpec, relation: Relation) -> object:
    return USER if relation.target == USER else spec.entity(relation.target).id


def _through(spec: AppSpec, relation: Relation) -> object:
    return None if relation.through is None else spec.entity(relation.through).id
