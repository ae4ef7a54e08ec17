"""What people ask themselves about a thing, as the fact that answers it: "what brand it is" is its brand."""

from __future__ import annotations

import re

_IT = r"(?:it|they|he|she|this|that|each(?: one)?)"
_BE = r"(?:'s|'re|\s+is|\s+are|\s+was|\s+were|\s+has|\s+have|\s+had)"
_MEASURES = {
    "long": "length", "big": "size", "large": "size", "tall": "height", "high": "height", "wide": "width",
    "deep": "depth", "heavy": "weight", "old": "age", "far": "distance", "bad": "severity", "serious": "severity",
    "good": "rating", "expensive": "price", "fast": "speed", "hot": "temperature", "warm": "temperature",
    "urgent": "priority", "important": "priority",
}  # fmt: skip


def _measure(match: re.Match[str]) -> str:
    return f"its {_MEASURES[match[1].lower()]}"


_SPOKEN = (
    (re.compile(rf"\bhow ({'|'.join(_MEASURES)})\s+{_IT}{_BE}\b(?!\s+(?:to|been)\b)", re.IGNORECASE), _measure),
    (re.compile(rf"\bhow long\s+{_IT}\s+(?:takes?|lasts?|took|lasted)\b", re.IGNORECASE), "its duration"),
    (re.compile(rf"\bhow (?:much|heavy)\s+{_IT}\s+(?:weighs?|weighed)\b", re.IGNORECASE), "its weight"),
    (re.compile(rf"\b(?:how much|what)\s+{_IT}\s+(?:costs?|sells? for)\b", re.IGNORECASE), "its price"),
    (re.compile(r"\b(?:how much|what)\s+(?:i|we)\s+(?:charged?|asked?|ask|get)\b(?: for it)?", re.IGNORECASE), "its price"),
    (re.compile(r"\b(?:how much|what)\s+(?:i|we)\s+(?:paid|spent)\b(?: for it)?", re.IGNORECASE), "its cost"),
    (re.compile(r"\bhow many(?:\s+of\s+(?:it|them))?\s+(?:there are|we have|are left)\b", re.IGNORECASE), "its quantity"),
    (re.compile(rf"\bwhat{_BE}\s+wrong(?:\s+with\s+(?:it|them))?", re.IGNORECASE), "its problem"),
    (re.compile(rf"\b(?:who|whom)\s+{_IT}\s+(?:belongs?|belonged)\s+to\b|\bwhose\s+{_IT}{_BE}(?=[,.;]|\s+and\b)",
                re.IGNORECASE), "its owner"),  # fmt: skip
    (re.compile(rf"\b(?:by\s+)?when\s+{_IT}{_BE}\s+due(?:\s+back|\s+again)?\b", re.IGNORECASE), "its due date"),
    (re.compile(rf"\bby when\s+{_IT}\s+(?:must|has to|have to|needs? to|should)\s+be\s+\w+", re.IGNORECASE), "its due date"),
    (re.compile(rf"\bwhere\s+{_IT}{_BE}(?:\s+(?:kept|stored|located|standing|parked))?(?=[,.;]|\s+and\b|$)", re.IGNORECASE),
     "its location"),  # fmt: skip
    (re.compile(
        rf"\b(?:what|which)\s+((?:[a-z-]+\s+)?[a-z-]+)\s+{_IT}(?:{_BE}|\s+(?:belongs? to|comes? from|uses?|needs?|goes? to"
        r"|come from|stands? in|lives? in|hangs? in))(?:\s+(?:in|on|of|from|at))?(?=[,.;)]|\s+and\b|$)",
        re.IGNORECASE,
    ), r"its \1"),
)  # fmt: skip


def plainly(text: str) -> str:
    """The text with such questions answered by the fact's name."""
    for pattern, answer in _SPOKEN:
        text = pattern.sub(answer, text)
    return text
