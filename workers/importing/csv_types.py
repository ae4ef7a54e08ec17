"""What kind of values a column of texts holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from schemas.currencies import MINOR_UNITS
from schemas.spec import FieldType

MOST_VALUES = 12
LEAST_REPEATS = 3
"""A column of at most so many values, each standing so often on average, is an enum."""

LONGEST_STRING, LONGEST_VALUE = 255, 40

_INTEGER = re.compile(r"[+-]?(?:0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"[+-]?(?:0|[1-9]\d{0,14})[.,]\d{1,10}")
_EMAIL = re.compile(r"[^@\s<>\"']+@[^@\s.]+(?:\.[^@\s.]+)+")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PHONE = re.compile(r"\+[0-9][0-9 ()/.-]{6,24}")
_AMOUNT = re.compile(
    r"(?P<before>[A-Z]{3} |[€£₹] ?)?[+-]?[0-9]{1,3}(?:[.,' ]?[0-9]{3})*(?:[.,][0-9]{1,3})?(?P<after> ?[A-Z]{3}| ?€)?"
)
SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR"}
"""Signs of one currency; `$` and `¥` are those of several."""
_TRUTH = ({"true", "false"}, {"yes", "no"}, {"t", "f"}, {"y", "n"})


class Inferred(NamedTuple):
    """`values` are those of an enum, in the order of the file; `currency` is that of all its amounts."""

    type: FieldType
    required: bool = False
    unique: bool = False
    decimals: int | None = None
    values: tuple[str, ...] = ()
    currency: str | None = None


def infer(cells: list[str]) -> Inferred:
    """The narrowest type that all values fit. An empty cell is no value."""
    given = [cell for cell in cells if cell]
    if not given:
        return Inferred(FieldType.STRING)
    if (currency := _currency(given)) is not None:
        return Inferred(FieldType.MONEY, len(given) == len(cells), currency=currency)
    kind = next((kind for kind, fits in FITS.items() if all(fits(cell) for cell in given)), FieldType.STRING)
    required, distinct = len(given) == len(cells), list(dict.fromkeys(given))
    if {one.lower() for one in distinct} in _TRUTH:
        return Inferred(FieldType.BOOLEAN, required)
    if kind is FieldType.STRING and _few(given, distinct):
        return Inferred(FieldType.ENUM, required, values=tuple(distinct))
    if kind is FieldType.STRING and any(len(cell) > LONGEST_STRING or "\n" in cell for cell in given):
        return Inferred(FieldType.TEXT, required)
    unique = kind in (FieldType.UUID, FieldType.EMAIL) and len(distinct) == len(given) > 1
    decimals = max(_places(cell) for cell in given) if kind is FieldType.DECIMAL else None
    return Inferred(kind, required, unique, decimals)


def _currency(given: list[str]) -> str | None:
    """The one currency in which all are amounts: told by its code, or by a sign that no other one has."""
    found = set()
    for cell in given:
        amount = _AMOUNT.fullmatch(cell)
        sign = (amount["before"] or amount["after"] or "").strip() if amount else ""
        found.add(SIGNS.get(sign, sign if sign in MINOR_UNITS else ""))
    return found.pop() if len(found) == 1 and "" not in found else None


def _few(given: list[str], distinct: list[str]) -> bool:
    short = all(len(one) <= LONGEST_VALUE and "\n" not in one for one in distinct)
    return short and 2 <= len(distinct) <= MOST_VALUES and len(given) >= LEAST_REPEATS * len(distinct)


def _integer(text: str) -> bool:
    return _INTEGER.fullmatch(text) is not None and abs(int(text)) < 2**31


def _big_integer(text: str) -> bool:
    return _INTEGER.fullmatch(text) is not None and abs(int(text)) < 2**63


def _decimal(text: str) -> bool:
    return _DECIMAL.fullmatch(text) is not None or _big_integer(text)


def _places(text: str) -> int:
    number = Decimal(text.replace(",", "."))
    return max(0, -int(number.as_tuple().exponent))


def _by(read: Callable[[str], object], shape: str) -> Callable[[str], bool]:
    pattern = re.compile(shape)

    def fits(text: str) -> bool:
        try:
            return pattern.fullmatch(text) is not None and read(text) is not None
        except ValueError:
            return False

    return fits


def _url(text: str) -> bool:
    if not text.startswith(("http://", "https://")) or any(letter.isspace() for letter in text):
        return False
    try:
        return bool(urlsplit(text).hostname) and len(text) <= 2_000
    except ValueError:
        return False


_DAY = r"\d{4}-\d{2}-\d{2}"
_CLOCK = r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?"

FITS: dict[FieldType, Callable[[str], bool]] = {
    FieldType.INTEGER: _integer,
    FieldType.BIG_INTEGER: _big_integer,
    FieldType.DECIMAL: _decimal,
    FieldType.DATE: _by(date.fromisoformat, _DAY),
    FieldType.DATETIME: _by(datetime.fromisoformat, rf"{_DAY}[T ]{_CLOCK}(?:Z|[+-]\d{{2}}:?\d{{2}})?"),
    FieldType.TIME: _by(time.fromisoformat, _CLOCK),
    FieldType.UUID: _by(UUID, _UUID.pattern),
    FieldType.EMAIL: lambda text: _EMAIL.fullmatch(text) is not None and len(text) <= 254,
    FieldType.URL: _url,
    FieldType.COLOUR: lambda text: _COLOUR.fullmatch(text) is not None,
    FieldType.PHONE: lambda text: _PHONE.fullmatch(text) is not None,
}
"""The types that a text can be told to be, narrowest first."""
