"""What becomes of a stored value when its field gets another type: the stated rule for each pair of types.

A value that the rule cannot carry over stays where it was, in the old column, which is kept; the row then holds
nothing in the new one, or what `schemas.filling` gives to a required field.
"""

from __future__ import annotations

from schemas.fields import FieldType
from schemas.rules import NUMBERS, TEXTS

T = FieldType

PROSE = (T.STRING, T.TEXT, T.MARKDOWN)
"""Texts without a form of their own, in which anything may be written."""

WRITTEN = TEXTS | {T.COLOUR}

IN_PLACE: dict[FieldType, frozenset[FieldType]] = {
    T.STRING: frozenset({T.TEXT, T.MARKDOWN}),
    T.TEXT: frozenset({T.MARKDOWN}),
    T.MARKDOWN: frozenset({T.TEXT}),
    T.EMAIL: frozenset({T.STRING, T.TEXT}),
    T.URL: frozenset({T.TEXT}),
    T.PHONE: frozenset({T.STRING, T.TEXT}),
    T.SLUG: frozenset({T.STRING, T.TEXT}),
    T.INTEGER: frozenset({T.BIG_INTEGER}),
    T.DECIMAL: frozenset({T.MONEY}),
    T.MONEY: frozenset({T.DECIMAL}),
}
"""Into which types each type's values fit as they are: the column stays, at most it gets wider."""

_PARSED = "the text is read as one; what cannot be read so is left behind"
_WHOLE = "whole numbers are carried over; what has a fraction or does not fit is left behind"
_FITTING = "numbers that fit are carried over, rounded to the decimals of the new field"
_WRITTEN = "each value is written out as text"
_MEANT = "yes, true, on, 1 and no, false, off, 0 are understood; all else is left behind"

RULES: dict[tuple[FieldType, FieldType], str] = {
    **{(old, new): _WRITTEN for new in PROSE for old in (*NUMBERS, T.DATE, T.DATETIME, T.TIME, T.UUID, T.BOOLEAN)},
    **{(old, new): "texts that fit are carried over" for old in WRITTEN for new in WRITTEN if old != new},
    **{(old, new): _PARSED for old in PROSE for new in (T.DATE, T.DATETIME, T.TIME, T.UUID, T.DURATION)},
    **{(old, new): _MEANT for old in (*PROSE, T.INTEGER) for new in (T.BOOLEAN,)},
    **{(old, new): _WHOLE for old in (*PROSE, *NUMBERS) for new in (T.INTEGER, T.BIG_INTEGER) if old != new},
    **{(old, new): _FITTING for old in (*PROSE, *NUMBERS) for new in (T.DECIMAL, T.MONEY, T.FLOAT) if old != new},
    **{(T.BOOLEAN, new): "yes becomes 1, no becomes 0" for new in (T.INTEGER, T.BIG_INTEGER)},
    (T.DATETIME, T.DATE): "the day in UTC",
    (T.DATE, T.DATETIME): "the beginning of the day in UTC",
    (T.DATETIME, T.TIME): "the time of day in UTC",
    **{(old, T.ENUM): "texts that are a value's name or label are carried over" for old in PROSE},
    **{(T.ENUM, new): "the name of the value" for new in PROSE},
    (T.ENUM, T.MULTI_ENUM): "a list of the one value",
    (T.MULTI_ENUM, T.ENUM): "lists of one value become that value; longer ones are left behind",
}
"""The stated rule by the old and the new type; what is not here has no rule."""


def rule(old: FieldType, new: FieldType) -> str | None:
    """The rule in words; None where there is none, or none is needed."""
    return None if new in IN_PLACE.get(old, frozenset()) else RULES.get((old, new))
