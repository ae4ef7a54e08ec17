"""The default of a field, from its text in a file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from schemas.rules import MOMENTS, TEXTS
from schemas.spec import FieldType

WORDS = {"true": True, "false": False, "1": True, "0": False}


def fitting(kind: FieldType, text: str, values: Mapping[str, str]) -> bool | int | float | str | None:
    """The value that the text means for a field of that kind, or None where it means none. `values` are an enum's."""
    if kind is FieldType.BOOLEAN:
        return WORDS.get(text.lower())
    if kind is FieldType.ENUM:
        return values.get(text, text if text in values.values() else None)
    if kind in TEXTS | MOMENTS | {FieldType.COLOUR}:
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if kind in (FieldType.INTEGER, FieldType.BIG_INTEGER):
        limit = 2 ** (31 if kind is FieldType.INTEGER else 63)
        return int(number) if number.is_finite() and abs(number) < limit and number == int(number) else None
    if kind in (FieldType.DECIMAL, FieldType.MONEY, FieldType.FLOAT) and number.is_finite():
        return int(text) if text.lstrip("+-").isdecimal() else float(number)
    return None
