"""Which rule goes with which type of field: the groups of types and the table that says it."""

from __future__ import annotations

from schemas.currencies import MINOR_UNITS
from schemas.fields import Field, FieldType

T = FieldType

NUMBERS = frozenset({T.INTEGER, T.BIG_INTEGER, T.DECIMAL, T.MONEY, T.FLOAT})
TEXTS = frozenset({T.STRING, T.TEXT, T.MARKDOWN, T.EMAIL, T.URL, T.PHONE, T.SLUG})
MOMENTS = frozenset({T.DATE, T.DATETIME, T.TIME, T.DURATION})
FILES = frozenset({T.FILE, T.IMAGE})
CHOICES = frozenset({T.ENUM, T.MULTI_ENUM})
MADE = frozenset({T.COMPUTED, T.AUTO_NUMBER})
"""What the application makes itself, so that no client sends it."""

ORDERED = frozenset(T) - FILES - {T.JSON, T.MULTI_ENUM}
"""By which rows can be ordered, and what an index can hold."""

ALLOWED: dict[str, frozenset[FieldType]] = {
    "enum": CHOICES,
    "required": frozenset(T) - MADE,
    "unique": frozenset(T) - FILES - {T.BOOLEAN, T.JSON, T.MULTI_ENUM, T.COMPUTED},
    "min": NUMBERS,
    "max": NUMBERS,
    "min_length": TEXTS | {T.MULTI_ENUM},
    "max_length": TEXTS | {T.MULTI_ENUM},
    "pattern": TEXTS,
    "decimals": frozenset({T.DECIMAL, T.MONEY, T.COMPUTED}),
    "currency": frozenset({T.MONEY}),
    "max_size": FILES,
    "kinds": FILES,
    "default": frozenset(T) - FILES - MADE - {T.UUID, T.JSON},
    "default_now": frozenset({T.DATE, T.DATETIME, T.TIME}),
    "read_only": frozenset(T),
    "write_once": frozenset(T) - MADE,
    "expression": frozenset({T.COMPUTED}),
    "prefix": frozenset({T.AUTO_NUMBER}),
    "digits": frozenset({T.AUTO_NUMBER}),
    "transitions": frozenset({T.ENUM}),
}
"""By property of a field: the types that know it. What is not listed goes with every type."""

NEEDED: dict[FieldType, tuple[str, str]] = {
    T.ENUM: ("enum", "Name the enum that holds its values."),
    T.MULTI_ENUM: ("enum", "Name the enum that holds its values."),
    T.MONEY: ("currency", "Name an ISO 4217 code, for example 'EUR'."),
    T.COMPUTED: ("expression", "Write what it is worth, for example 'quantity * price'."),
}
"""By type: the property that it cannot be without, and what to do."""

DECIMALS = 2
"""Digits after the point where a decimal field does not say."""

INDEXED_LENGTH = 600
"""The longest text that an index is sure to hold, in characters (PostgreSQL: 2,704 bytes a row of an index)."""

INDEXED_TEXTS = {T.EMAIL: 2_500, T.URL: 2_500, T.PHONE: 2_500, T.SLUG: 2_500}
"""The same for texts that are ASCII."""

LENGTHS = {T.STRING: 255, T.EMAIL: 254, T.URL: 2_000, T.PHONE: 40, T.SLUG: 100}
"""How long a text may be where its field does not say; text and markdown have no end."""


def decimals(field: Field) -> int:
    """The digits after the point of a decimal or money field."""
    if field.decimals is not None:
        return field.decimals
    return MINOR_UNITS.get(field.currency or "", DECIMALS) if field.type is T.MONEY else DECIMALS


def longest(field: Field) -> int | None:
    """The most characters of a text, 0 where it has no end; None for what is no text."""
    return (field.max_length or LENGTHS.get(field.type, 0)) if field.type in TEXTS else None
