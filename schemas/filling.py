"""What rows that are already there get for a field that is new, or newly required."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from schemas.fields import Field, FieldType
from schemas.rules import MADE
from schemas.spec import AppSpec

NEUTRAL: dict[FieldType, str | int | float | Decimal | bool] = {
    FieldType.STRING: "",
    FieldType.TEXT: "",
    FieldType.MARKDOWN: "",
    FieldType.EMAIL: "",
    FieldType.URL: "",
    FieldType.PHONE: "",
    FieldType.INTEGER: 0,
    FieldType.BIG_INTEGER: 0,
    FieldType.DECIMAL: Decimal(0),
    FieldType.MONEY: Decimal(0),
    FieldType.FLOAT: 0.0,
    FieldType.BOOLEAN: False,
}
"""The value of each type that says nothing. Moments, identifiers, colours and documents have none."""


class Fill(NamedTuple):
    """`value` is None where rows need nothing: the field is optional, states a default, or fills itself.

    With `impossible` nothing would do, and only a table without rows can have the field.
    """

    value: str | int | float | Decimal | bool | None = None
    impossible: bool = False


def fill(spec: AppSpec, field: Field) -> Fill:
    """What existing rows get."""
    if field.type in MADE:
        return Fill()
    if field.unique and (field.required or field.default is not None):
        return Fill(impossible=True)
    if not field.required or field.default is not None or field.default_now:
        return Fill()
    if field.type is FieldType.ENUM and field.enum is not None:
        return Fill(str(spec.enum(field.enum).values[0].name))
    if field.type not in NEUTRAL or field.pattern or (field.min_length or 0) > 0:
        return Fill(impossible=True)
    return Fill(_within(NEUTRAL[field.type], field))


def _within(value: str | int | float | Decimal | bool, field: Field) -> str | int | float | Decimal | bool:
    """The value, moved between the least and the greatest that the field allows."""
    if isinstance(value, bool | str):
        return value
    if field.min is not None and value < field.min:
        value = type(value)(field.min)
    if field.max is not None and value > field.max:
        value = type(value)(field.max)
    return value
