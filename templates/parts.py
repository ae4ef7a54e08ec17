"""Parts of the spec as templates see them: user text is wrapped, what can be derived of a field is derived."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter

from schemas.expressions import parse
from schemas.names import Name
from schemas.pattern_examples import counterexample, examples
from schemas.patterns import for_python
from schemas.rules import FILES, LENGTHS, MADE, MOMENTS, NUMBERS, TEXTS, decimals
from schemas.spec import Enum, Field, FieldType
from templates.nodes import NodeModel, node_model
from templates.quoting import Text

if TYPE_CHECKING:
    from templates.model import Model

P = TypeVar("P", bound=BaseModel)

SPAN = Decimal(1000)
"""How many values of a number are enough to choose samples from."""

LARGEST = 10_000_000
"""How many bytes a file may have where its field does not say."""

ENOUGH, EXAMPLE = 40, 200
"""How many texts that match a pattern are enough for tests, and how long they may be."""

BOUNDED = frozenset({FieldType.STRING, FieldType.EMAIL, FieldType.URL, FieldType.PHONE, FieldType.SLUG})
"""Texts whose column knows how long they may be."""

NEVER_NULL = frozenset({FieldType.BOOLEAN, FieldType.MULTI_ENUM}) | MADE
"""Types whose columns are never NULL: a missing yes is a no, and nothing chosen is an empty list."""


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
        value = self._default
        if self.is_moment and value is not None:
            return moment(self._part.type, str(value))
        if self.is_number and value is not None:
            return self._number(Decimal(str(value)))
        return wrapped(value, self._model)

    @property
    def _default(self) -> Any:
        """What is stated; a state machine that states nothing starts at its first value."""
        if self._part.default is None and self._part.transitions:
            return self._model.spec.enum(self._part.enum or "").values[0].name
        return self._part.default

    @property
    def has_default(self) -> bool:
        """Whether a new row has a value for it, whatever was sent."""
        return self._default is not None or self._part.default_now

    @cached_property
    def expression(self) -> NodeModel | None:
        """Of a computed field: what it is worth."""
        if self._part.expression is None:
            return None
        entity = self._model.spec_entity_of(self._part)
        return node_model(parse(self._part.expression, entity.fields).node)

    @property
    def kept_as(self) -> FieldType:
        """Its type; of a computed field the type of what comes out."""
        return self._part.type if self.expression is None else self.expression.worth.type

    @property
    def kept_as_text(self) -> bool:
        return self.kept_as in TEXTS

    @property
    def form(self) -> Text:
        """Its pattern, as Python's regular expressions have it."""
        return Text(for_python(self._part.pattern or ""))

    @cached_property
    def examples(self) -> tuple[Text, ...]:
        """Of a text with a pattern: some that the pattern takes."""
        if self._part.pattern is None:
            return ()
        shortest, longest = self._part.min_length or 1, min(self.longest or EXAMPLE, EXAMPLE)
        found = examples(self._part.pattern, ENOUGH, shortest, max(shortest, longest))
        return tuple(Text(text) for text in found if text.strip() == text)

    @cached_property
    def counterexample(self) -> Text | None:
        """Of a text with a pattern: one that the pattern does not take, if it does not take all."""
        if self._part.pattern is None:
            return None
        shortest = self._part.min_length or 1
        found = counterexample(self._part.pattern, shortest, max(shortest, min(self.longest or EXAMPLE, EXAMPLE)))
        return Text(found) if found and found.strip() == found else None

    @property
    def is_searchable(self) -> bool:
        """Whether it holds words that people look for."""
        return self.kept_as in TEXTS | {FieldType.AUTO_NUMBER}

    @property
    def is_unique(self) -> bool:
        """Whether the column itself knows that no value stands twice. Where rows are only hidden, a constraint does."""
        return self._part.unique and not self._model.spec_entity_of(self._part).soft_delete

    @property
    def help(self) -> Text:
        """What people read beside it; of money without help at least the currency."""
        return Text(self._part.help or (f"In {self._part.currency}" if self._part.currency else ""))

    @property
    def prefix(self) -> Text:
        """Of an auto-number: what stands before the digits."""
        return Text(self._part.prefix)

    @property
    def digits(self) -> int:
        """Of an auto-number: how many there are at least. Of a decimal: all of them, those before the point as many
        whatever stands after it.
        """
        return self._part.digits or 4 if self._part.type is FieldType.AUTO_NUMBER else 18 + self.places

    @property
    def default_choice(self) -> Name | None:
        """The value of the enum that is its default."""
        return None if self.enum is None or self._default is None else Name(str(self._default))

    @property
    def longest(self) -> int | None:
        """Of a text: the most characters that it may have, None where there is no end."""
        if self._part.type is FieldType.COLOUR:
            return 7
        return (self._part.max_length or LENGTHS.get(self._part.type)) if self.is_text else None

    @property
    def places(self) -> int:
        """Of a decimal or an amount of money: the digits after the point."""
        return decimals(self._part)

    @property
    def sample_length(self) -> int:
        """How long an example of a text may be."""
        return min(self.longest or EXAMPLE, max(80, self._part.min_length or 0))

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
        if value is None or self._part.type in (FieldType.DECIMAL, FieldType.MONEY):
            return value
        if self._part.type is FieldType.FLOAT:
            return float(value)
        return int(value) if value == value.to_integral_value() else value

    @property
    def is_text(self) -> bool:
        return self._part.type in TEXTS

    @property
    def is_bounded(self) -> bool:
        """Of a text: whether its column knows how long it may be."""
        return self._part.type in BOUNDED

    @property
    def is_file(self) -> bool:
        return self._part.type in FILES

    @property
    def is_made(self) -> bool:
        """Whether the application makes its value, so that nobody sends it."""
        return self._part.type in MADE

    @property
    def is_fixed(self) -> bool:
        """Whether a form has nothing to enter for it."""
        return self.is_made or self.is_file or self._part.read_only or bool(self._part.transitions)

    @property
    def is_null(self) -> bool:
        """Whether a missing value is NULL. An empty text stands for none, where it need not be unique."""
        if self._part.required or self._part.type in NEVER_NULL:
            return False
        return self._part.unique or not self.is_text

    @property
    def may_be_blank(self) -> bool:
        """Whether the column may hold the empty text. Rows that were there before their phone was asked for have it."""
        kept = not self._part.required or self._part.type is FieldType.PHONE
        return self.is_text and not self.is_null and kept

    @property
    def largest(self) -> int:
        """Of a file: how many bytes it may have."""
        return self._part.max_size or LARGEST

    @property
    def least(self) -> int:
        """Of chosen values: how many there must be."""
        return max(self._part.min_length or 0, int(self._part.required))

    @property
    def is_number(self) -> bool:
        return self._part.type in NUMBERS

    @property
    def is_moment(self) -> bool:
        return self._part.type in MOMENTS


def moment(kind: FieldType, written: str) -> date | datetime | time | timedelta:
    """The moment, or the span of time, that a person wrote."""
    if kind is FieldType.DURATION:
        return TypeAdapter(timedelta).validate_python(written)
    if kind is FieldType.DATETIME:
        at = datetime.fromisoformat(written)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return date.fromisoformat(written) if kind is FieldType.DATE else time.fromisoformat(written)


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
