"""The facts of an entity: their types, their rules, the closed vocabularies they choose from."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field as Constrained

from schemas.elements import Element, Part
from schemas.names import Label, Name


class FieldType(StrEnum):
    STRING = "string"
    TEXT = "text"
    MARKDOWN = "markdown"
    INTEGER = "integer"
    BIG_INTEGER = "big_integer"
    DECIMAL = "decimal"
    MONEY = "money"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    DURATION = "duration"
    UUID = "uuid"
    EMAIL = "email"
    URL = "url"
    PHONE = "phone"
    SLUG = "slug"
    COLOUR = "colour"
    JSON = "json"
    FILE = "file"
    IMAGE = "image"
    ENUM = "enum"
    MULTI_ENUM = "multi_enum"
    COMPUTED = "computed"
    AUTO_NUMBER = "auto_number"


class EnumValue(Part):
    name: Name
    label: Label


class Enum(Element):
    values: Annotated[tuple[EnumValue, ...], Constrained(min_length=1, max_length=500)]


class Transition(Element):
    """A step of a state machine: from any of `sources` to `target` (values of the field's enum).

    Those who may update the row may take it; where `roles` names any, only they (and the owners).
    """

    sources: Annotated[tuple[Name, ...], Constrained(min_length=1)]
    target: Name
    roles: tuple[Name, ...] = ()


class Field(Element):
    """A fact of an entity. `stored_as` is its column, fixed at birth.

    Which rule goes with which type, `schemas.rules` says. Lengths are in characters (the chosen values for
    `multi_enum`), `max_size` is in bytes, `kinds` are media types (`image/png`, `image/*`), `currency` is an ISO 4217
    code. `default_now` is for dates, times and both. `read_only` is never taken from a client, `write_once` only
    with a new row. `pii` marks what identifies a person. `expression` is what a `computed` field is worth (grammar:
    `schemas.expressions`); `prefix` and `digits` make an `auto_number` ("INV-" and 4: INV-0001). `transitions` make
    an enum field a state machine: it then changes by them alone, starting at its default, else at the first value.
    """

    type: FieldType
    enum: Name | None = None
    required: bool = False
    unique: bool = False
    min: Decimal | None = None
    max: Decimal | None = None
    min_length: Annotated[int, Constrained(ge=1, le=10_000)] | None = None
    max_length: Annotated[int, Constrained(ge=1, le=10_000)] | None = None
    pattern: Annotated[str, Constrained(min_length=1, max_length=500)] | None = None
    decimals: Annotated[int, Constrained(ge=0, le=10)] | None = None
    currency: Annotated[str, Constrained(pattern="^[A-Z]{3}$")] | None = None
    max_size: Annotated[int, Constrained(ge=1, le=1_000_000_000)] | None = None
    kinds: tuple[Annotated[str, Constrained(pattern=r"^[a-z]+/([a-z0-9.+-]+|\*)$")], ...] = ()
    default: bool | int | float | str | tuple[Name, ...] | None = None
    default_now: bool = False
    read_only: bool = False
    write_once: bool = False
    pii: bool = False
    expression: Annotated[str, Constrained(min_length=1, max_length=1_000)] | None = None
    prefix: Annotated[str, Constrained(max_length=20)] = ""
    digits: Annotated[int, Constrained(ge=1, le=12)] | None = None
    transitions: tuple[Transition, ...] = ()
    help: Annotated[str, Constrained(max_length=500)] = ""
    stored_as: Name
