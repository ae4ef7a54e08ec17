"""Values for tests, as JSON holds them: each valid, and no two alike where there are enough of them."""

from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import count
from typing import Any
from uuid import uuid4

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

_numbers = count(1)


def text(max_length: int) -> str:
    number, digits = next(_numbers), ""
    while number:
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return f"text-{digits}"[-max_length:]


def email() -> str:
    return f"user{next(_numbers)}@example.org"


def url() -> str:
    return f"https://example.org/{next(_numbers)}"


def phone() -> str:
    return f"+49 30 {next(_numbers):06}"


def slug() -> str:
    return f"slug-{next(_numbers)}"


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
