"""What the application shall be called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.names import plural, singular
from workers.prompt.lexicon import lexicon

_NAMED = re.compile(
    r"(?:^|[.!?\n]\s*|\b(?:needs?|wants?|build|design|develop|create|make|implement|model|for|is|like|replace|me|us)\s+)"
    r"(?:an?|our|the|my)\s+((?:(?!(?:database|apps?|application|system|tool|for|of|to)\b)[\w'-]+\s+){1,4}?)"
    r"(?:management\s+|booking\s+|tracking\s+)?"
    r"(?:app|application|system|tool|database|platform|software|website|program)\b", re.IGNORECASE,
)  # fmt: skip
_RUN = re.compile(
    r"\b(?:we|i)\s+(?:run|are|have|own|operate|am)\s+(?:an?|the|our)\s+((?:[\w'-]+\s?){1,5}?)"
    r"(?=[.,;]|$|\s+(?:and|with|in|that|which|where|who|for|at|near|of)\b)", re.IGNORECASE,
)  # fmt: skip
_OWNER = re.compile(
    r"(?:^|[.!?\n]\s*)(?:an?|the|our|my|this)\s+((?:[\w'-]+\s+){1,5}?)"
    r"(?:(?:needs?|wants?|wishes|would like|has asked|asks|operates|runs|manages|offers|owns|keeps|sells|rents|lends"
    r"|organi[sz]es|employs|collects|supports|provides)\b)",
    re.IGNORECASE,
)
_SORT = re.compile(
    r"\b[A-Z]\w+ is an? ((?:[\w'-]+ ){0,3}(?:agency|company|firm|club|school|shop|store|clinic|hospital|hotel|practice"
    r"|association|institute|university|library|museum|bank|restaurant|network|chain|site|provider|platform))\b"
)
OPENING = 400
"""Within how many characters a text says whose application it is."""

_HEADING = re.compile(r"^\s*#*\s*([A-Z][\w' &-]{2,50})\s*$", re.MULTILINE)


def title_of(text: str, things: Sequence[str]) -> str:
    """A heading, "a … system", "we run a …", else the first things."""
    return named(text) or makeshift(things)


def makeshift(things: Sequence[str]) -> str:
    """A title of the first things, where nothing better is known."""
    names = [plural(thing) for thing in things[:2]]
    return _capital(" and ".join(names)) if names else "Application"


def named(text: str) -> str | None:
    """What the text itself calls the application, if it does."""
    heading = _HEADING.match(text)
    if heading and len(text.strip().splitlines()) > 1 and len(heading[1].split()) <= 6:
        return heading[1].strip()
    for pattern in (_NAMED, _RUN, _SORT, _OWNER):
        match = pattern.search(text[:OPENING])
        words = _titled(match[1]) if match else []
        if words and (pattern is not _OWNER or not _anybody(words[-1])):
            return _capital(" ".join(words))
    return None


def _titled(phrase: str) -> list[str]:
    words = [word for word in phrase.split() if word.lower() not in lexicon().untitled]
    return [] if words and words[-1].lower() in lexicon().small | {"of"} else words


def _anybody(word: str) -> bool:
    """Whether a word names people or software rather than an organisation."""
    known = lexicon()
    lower = singular(word.lower())
    return lower in known.people | known.system | known.generic | known.facts


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
