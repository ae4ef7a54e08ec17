"""Parts of the spec as templates see them: user text is wrapped, what can be derived of a field is derived."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

from schemas.names import Name
from schemas.safety import LENGTHS
from schemas.spec import Enum, Field, FieldType
from schemas.validation import NUMBERS, TEXTS
from templates.quoting import Text

if TYPE_CHECKING:
    from templates.model import Model

P = TypeVar("P", bound=BaseModel)

SPAN = Decimal(1000)
"""How many values of a number are enough to choose samples from."""

MOMENTS = frozenset({FieldType.DATE, FieldType.DATETIME, FieldType.TIME, FieldType.DURATION})
"""Types that have an order in time."""


class Part(Generic[P]):
    """A part of the spec. Its own attributes are the spec's, with what a person wrote wrapped as Text."""

    def __init__(self, part: P, model: Model) -> None:
        self._part = part
        self._model = model

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return wrapped(getattr(self._part, name), self._model)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Part) and bool(other._part == self._part)

    def __hash__(self) -> int:
        return hash(getattr(self._part, "id", id(self._part)))


class FieldModel(Part[Field]):
    """A field. `is_text`, `is_number` and `is_moment` group the types; `choices` are the values of its enum."""

    @cached_property
    def enum(self) -> Part[Enum] | None:
        name = self._part.enum
        return None if name is None else Part(self._model.spec.enum(name), self._model)

    @property
    def min(self) -> int | float | Decimal | None:
        return self._number(self._part.min)

    @property
    def max(self) -> int | float | Decimal | None:
        return self._number(self._part.max)

    @property
    def default(self) -> Any:
        """As a value of the field's type; a text is wrapped."""
        value = self._part.default
        if self.is_number and value is not None:
            return self._number(Decimal(str(value)))
        return wrapped(value, self._model)

    @property
    def default_choice(self) -> Name | None:
        """The value of the enum that is its default."""
        return None if self.enum is None or self._part.default is None else Name(str(self._part.default))

    @property
    def longest(self) -> int | None:
        """Of a text: the most characters that it may have, None where there is no end."""
        return (self._part.max_length or LENGTHS.get(self._part.type)) if self.is_text else None

    @property
    def places(self) -> int:
        """Of a decimal: the digits after the point."""
        return 2 if self._part.decimals is None else self._part.decimals

    @property
    def digits(self) -> int:
        """Of a decimal: all its digits. Those before the point stay as many, whatever stands after it."""
        return 18 + self.places

    @property
    def low(self) -> int | float | Decimal:
        """The least of some values of a number that its rules allow."""
        floor = self._part.max - SPAN if self._part.max is not None and self._part.max < 0 else Decimal(0)
        least = self._part.min if self._part.min is not None else floor
        return self._sampled(least.to_integral_value(ROUND_CEILING) if self.is_whole else least)

    @property
    def high(self) -> int | float | Decimal:
        """The greatest of them."""
        top = Decimal(str(self.low)) + SPAN
        most = top if self._part.max is None else min(top, self._part.max)
        return self._sampled(most.to_integral_value(ROUND_FLOOR) if self.is_whole else most)

    @property
    def is_whole(self) -> bool:
        return self._part.type in (FieldType.INTEGER, FieldType.BIG_INTEGER)

    def _sampled(self, value: Decimal) -> int | float | Decimal:
        number = self._number(value)
        return 0 if number is None else number

    def _number(self, value: Decimal | None) -> int | float | Decimal | None:
        if value is None or self._part.type is FieldType.DECIMAL:
            return value
        if self._part.type is FieldType.FLOAT:
            return float(value)
        return int(value) if value == value.to_integral_value() else value

    @property
    def is_text(self) -> bool:
        return self._part.type in TEXTS

    @property
    def is_number(self) -> bool:
        return self._part.type in NUMBERS

    @property
    def is_moment(self) -> bool:
        return self._part.type in MOMENTS


def wrapped(value: Any, model: Model) -> Any:
    """What a template may hold: names and closed vocabularies as they are, other strings as Text."""
    match value:
        case Name() | StrEnum() | Text():
            return value
        case str():
            return Text(value)
        case tuple():
            return tuple(wrapped(item, model) for item in value)
        case BaseModel():
            return Part(value, model)
    return value
