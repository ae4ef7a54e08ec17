"""What rows that are already there get for a field that is new and required."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from schemas.errors import Permanent
from schemas.spec import AppSpec, Entity, Field, FieldType

NEUTRAL: dict[FieldType, str | int | float | Decimal | bool] = {
    FieldType.STRING: "",
    FieldType.TEXT: "",
    FieldType.EMAIL: "",
    FieldType.URL: "",
    FieldType.PHONE: "",
    FieldType.INTEGER: 0,
    FieldType.BIG_INTEGER: 0,
    FieldType.DECIMAL: Decimal(0),
    FieldType.FLOAT: 0.0,
    FieldType.BOOLEAN: False,
}
"""The value of each type that says nothing. Moments, identifiers and documents have none."""


class Fill(NamedTuple):
    """`value` is None where rows need nothing, because the field is optional or states a default."""

    value: str | int | float | Decimal | bool | None


def fill(spec: AppSpec, entity: Entity, field: Field) -> Fill:
    """What existing rows get. Raises Permanent where nothing would do."""
    if field.unique and (field.required or field.default is not None):
        raise Permanent(f"{_named(entity, field)} cannot be unique and filled for all rows. Make it optional.")
    if not field.required or field.default is not None:
        return Fill(None)
    if field.type is FieldType.ENUM and field.enum is not None:
        return Fill(str(spec.enum(field.enum).values[0].name))
    if field.type not in NEUTRAL:
        raise Permanent(
            f"{_named(entity, field)} cannot be required: rows that are already there have no {field.type} for it. "
            "Make it optional."
        )
    value = NEUTRAL[field.type]
    if isinstance(value, bool | str):
        return Fill(value)
    low, high = field.min, field.max
    if low is not None and value < low:
        value = type(value)(low)
    if high is not None and value > high:
        value = type(value)(high)
    return Fill(value)


def _named(entity: Entity, field: Field) -> str:
    return f"{field.label!r} of {entity.label!r}"
