"""Defaults: of the type of their field, and within its rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from schemas.checks.naming import known
from schemas.errors import Problem
from schemas.fields import Field, FieldType
from schemas.patterns import PatternError, for_python
from schemas.rules import CHOICES, MOMENTS, NUMBERS, TEXTS, decimals, longest
from schemas.spec import AppSpec

T = FieldType

WRITTEN: dict[FieldType, tuple[str, str]] = {
    T.EMAIL: (r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", "info@example.com"),
    T.URL: (r"https?://[^\s/]+\S*", "https://example.com"),
    T.PHONE: (r"\+?[0-9 ()/.-]{3,40}", "+49 30 1234"),
    T.SLUG: (r"[A-Za-z0-9_-]+", "first-steps"),
    T.COLOUR: (r"#[0-9a-f]{6}", "#1a2b3c"),
    T.DURATION: (r"([0-9]+ )?[0-9]{2}:[0-5][0-9]:[0-5][0-9]", "1 02:30:00"),
}
"""By type: how its values are written, with an example."""

READ = {T.DATE: date.fromisoformat, T.DATETIME: datetime.fromisoformat, T.TIME: time.fromisoformat}
EXAMPLES = {T.DATE: "2026-01-31", T.DATETIME: "2026-01-31T12:00:00Z", T.TIME: "12:00"}


def default_problems(spec: AppSpec, field: Field, path: str) -> Iterator[Problem]:
    """What is wrong with what a field is worth unless said otherwise."""
    where = f"{path}.default"
    if field.default is None:
        return
    if field.default_now:
        yield Problem(where, "stands beside 'default_now'.", "Keep one of the two.")
    if field.unique:
        yield Problem(where, "a second row would have the same value, though it is unique.", "Drop one of the two.")
    if field.type in CHOICES:
        yield from _chosen(spec, field, where)
    elif field.type is T.BOOLEAN:
        if not isinstance(field.default, bool):
            yield _wrong(where, field, "true or false")
    elif field.type in NUMBERS:
        yield from _number(field, where)
    elif not isinstance(field.default, str):
        yield _wrong(where, field, "a text")
    elif field.type in TEXTS or field.type in MOMENTS or field.type is T.COLOUR:
        yield from _text(field, field.default, where)


def _wrong(where: str, field: Field, example: str) -> Problem:
    shown = [str(one) for one in field.default] if isinstance(field.default, tuple) else field.default
    return Problem(where, f"{shown!r} is no {field.type}.", f"Write {example}.")


def _chosen(spec: AppSpec, field: Field, where: str) -> Iterator[Problem]:
    values = [str(value.name) for enum in spec.enums if enum.name == field.enum for value in enum.values]
    chosen = field.default if isinstance(field.default, tuple) else (field.default,)
    if isinstance(field.default, tuple) is not (field.type is T.MULTI_ENUM):
        yield _wrong(where, field, "a list of values" if field.type is T.MULTI_ENUM else "one value")
        return
    for one in chosen if values else ():
        yield from known(where, str(one), values, "value")
    if len(set(chosen)) < len(chosen):
        yield Problem(where, "names a value twice.", "Name each once.")
    if field.type is T.MULTI_ENUM:
        yield from _length(field, len(chosen), "values", where)


def _number(field: Field, where: str) -> Iterator[Problem]:
    if isinstance(field.default, bool | tuple):
        yield _wrong(where, field, "a number")
        return
    try:
        value = Decimal(str(field.default))
    except InvalidOperation:
        value = Decimal("NaN")
    whole = {T.INTEGER: 2**31, T.BIG_INTEGER: 2**63}.get(field.type)
    if not value.is_finite() or (whole and (value != value.to_integral_value() or not -whole <= value < whole)):
        yield _wrong(where, field, "a whole number that it can hold" if whole else "a number")
        return
    if (field.min is not None and value < field.min) or (field.max is not None and value > field.max):
        yield Problem(where, f"{value} is outside of what min and max allow.", "Choose one within.")
    exponent = value.normalize().as_tuple().exponent
    if field.type in (T.DECIMAL, T.MONEY) and isinstance(exponent, int) and -exponent > decimals(field):
        yield Problem(where, f"{value} has more than {decimals(field)} decimals.", "Round it, or raise 'decimals'.")


def _text(field: Field, text: str, where: str) -> Iterator[Problem]:
    pattern, example = WRITTEN.get(field.type, ("(?s).*", ""))
    if not re.fullmatch(pattern, text):
        yield _wrong(where, field, f"it like {example!r}")
    elif field.type in READ:
        try:
            READ[field.type](text)
        except ValueError:
            yield _wrong(where, field, f"it like {EXAMPLES[field.type]!r}")
    yield from _length(field, len(text), "characters", where)
    if field.pattern is not None and field.type in TEXTS and not _matches(field.pattern, text):
        yield Problem(where, f"{text!r} does not fit the pattern.", "Choose one that does.")


def _length(field: Field, length: int, of: str, where: str) -> Iterator[Problem]:
    most = longest(field) or field.max_length
    if (field.min_length and length < field.min_length) or (most and length > most):
        yield Problem(where, f"has {length} {of}, which min_length and max_length do not allow.", "Choose another.")


def _matches(pattern: str, text: str) -> bool:
    try:
        return re.search(for_python(pattern), text) is not None
    except PatternError:
        return True
