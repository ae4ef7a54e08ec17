"""Values for tests, as JSON holds them: each valid, and no two alike where there are enough of them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from io import BytesIO
from itertools import count
from typing import Any
from uuid import uuid4

from PIL import Image

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

_numbers = count(1)


def text(longest: int, shortest: int = 1) -> str:
    number, digits = next(_numbers), ""
    while number:
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return f"text-{digits}".rjust(shortest, "x")[-longest:]


def one_of(texts: Sequence[str]) -> str:
    return texts[next(_numbers) % len(texts)]


def email(shortest: int = 0) -> str:
    number = f"{next(_numbers)}"
    return f"user{number.rjust(shortest - 16, '0')}@example.org"


def url(shortest: int = 0) -> str:
    return f"https://example.org/{f'{next(_numbers)}'.rjust(shortest - 20, '0')}"


def phone(shortest: int = 0) -> str:
    return f"+49 {f'{next(_numbers):06}'.rjust(shortest - 4, '0')}"


def slug(shortest: int = 0) -> str:
    return f"slug-{f'{next(_numbers)}'.rjust(shortest - 5, '0')}"


def colour() -> str:
    return f"#{next(_numbers):06x}"


def whole(low: int, high: int) -> int:
    return low + next(_numbers) % (high - low + 1)


def decimal(places: int, low: Decimal, high: Decimal) -> str:
    value = low + next(_numbers) % (int(high - low) + 1)
    return str(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_CEILING))


def real(low: float, high: float) -> float:
    return low + next(_numbers) % (int(high - low) + 1)


def day() -> str:
    return (date(2000, 1, 1) + timedelta(days=next(_numbers))).isoformat()


def moment() -> str:
    return (datetime(2000, 1, 1) + timedelta(hours=next(_numbers))).isoformat() + "Z"


def time() -> str:
    minutes, seconds = divmod(next(_numbers), 60)
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}:{seconds:02}"


def duration() -> str:
    return time()


def uuid() -> str:
    return str(uuid4())


def document() -> dict[str, Any]:
    return {"number": next(_numbers)}


def image() -> bytes:
    """A picture of one dot."""
    file = BytesIO()
    Image.new("RGB", (1, 1)).save(file, "PNG")
    return file.getvalue()
