"""What the application shall be called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.names import plural
from workers.prompt.lexicon import lexicon

_NAMED = re.compile(
    r"\b(?:an?|our|the|for)\s+((?:[\w'-]+\s+){1,3}?)(?:management\s+|booking\s+|tracking\s+)?"
    r"(?:app|application|system|tool|database|platform|software|website|program)\b", re.IGNORECASE,
)  # fmt: skip
_RUN = re.compile(
    r"\b(?:we|i)\s+(?:run|are|have|own|operate|am)\s+(?:an?|the|our)\s+((?:[\w'-]+\s?){1,3})(?=[.,;]|$)", re.IGNORECASE,
)  # fmt: skip
_HEADING = re.compile(r"^\s*#*\s*([A-Z][\w' &-]{2,50})\s*$", re.MULTILINE)


def title_of(text: str, things: Sequence[str]) -> str:
    """A heading, "a … system", "we run a …", else the first things."""
    names = [plural(thing) for thing in things[:2]]
    return named(text) or (_capital(" and ".join(names)) if names else "Application")


def named(text: str) -> str | None:
    """What the text itself calls the application, if it does."""
    heading = _HEADING.match(text)
    if heading and len(text.strip().splitlines()) > 1 and len(heading[1].split()) <= 6:
        return heading[1].strip()
    for pattern in (_NAMED, _RUN):
        match = pattern.search(text)
        if match:
            words = [word for word in match[1].split() if word.lower() not in lexicon().untitled]
            if words:
                return _capital(" ".join(words))
    return None


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
