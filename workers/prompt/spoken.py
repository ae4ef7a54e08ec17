"""What people ask themselves about a thing, as the fact that answers it: "what brand it is" is its brand."""

from __future__ import annotations

import re
from collections.abc import Callable

_IT = r"(?:it|they|he|she|this|that|each(?: one)?)"
_BE = r"(?:'s|'re|\s+is|\s+are|\s+was|\s+were|\s+has|\s+have|\s+had)"
_STANDS = r"\s+(?:(?:belongs?|goes?) to|comes? from|uses?|needs?|(?:stands?|lives?|hangs?) in)"
_END = r"(?=[,.;)]|\s+and\b|$)"
_MEASURES = {
    "long": "length", "big": "size", "large": "size", "tall": "height", "high": "height", "wide": "width",
    "deep": "depth", "heavy": "weight", "old": "age", "far": "distance", "bad": "severity", "serious": "severity",
    "good": "rating", "expensive": "price", "fast": "speed", "hot": "temperature", "warm": "temperature",
    "urgent": "priority", "important": "priority",
}  # fmt: skip


def _measure(match: re.Match[str]) -> str:
    return f"its {_MEASURES[match[1].lower()]}"


_SPOKEN: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), answer)
    for pattern, answer in (
        (rf"\bhow ({'|'.join(_MEASURES)})\s+{_IT}{_BE}\b(?!\s+(?:to|been)\b)", _measure),
        (rf"\bhow long\s+{_IT}\s+(?:takes?|lasts?|took|lasted)\b", "its duration"),
        (rf"\bhow (?:much|heavy)\s+{_IT}\s+(?:weighs?|weighed)\b", "its weight"),
        (rf"\b(?:how much|what)\s+{_IT}\s+(?:costs?|sells? for)\b", "its price"),
        (r"\b(?:how much|what)\s+(?:i|we)\s+(?:charged?|asked?|ask|get)\b(?: for it)?", "its price"),
        (r"\b(?:how much|what)\s+(?:i|we)\s+(?:paid|spent)\b(?: for it)?", "its cost"),
        (r"\bhow many(?:\s+of\s+(?:it|them))?\s+(?:there are|we have|are left)\b", "its quantity"),
        (rf"\bwhat{_BE}\s+wrong(?:\s+with\s+(?:it|them))?", "its problem"),
        (rf"\b(?:who|whom)\s+{_IT}\s+(?:belongs?|belonged)\s+to\b", "its owner"),
        (rf"\bwhose\s+{_IT}{_BE}(?=[,.;]|\s+and\b)", "its owner"),
        (rf"\b(?:by\s+)?when\s+{_IT}{_BE}\s+due(?:\s+back|\s+again)?\b", "its due date"),
        (rf"\bby when\s+{_IT}\s+(?:must|has to|have to|needs? to|should)\s+be\s+\w+", "its due date"),
        (rf"\bwhere\s+{_IT}{_BE}(?:\s+(?:kept|stored|located|standing|parked))?{_END}", "its location"),
        (rf"\b(?:what|which)\s+((?:[a-z-]+\s+)?[a-z-]+)\s+{_IT}(?:{_BE}|{_STANDS})(?:\s+(?:in|on|of|from|at))?{_END}",
         r"its \1"),
    )
)  # fmt: skip


def plainly(text: str) -> str:
    """The text with such questions answered by the fact's name."""
    for pattern, answer in _SPOKEN:
        text = pattern.sub(answer, text)
    return text
