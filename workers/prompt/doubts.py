"""Where a text says two things that cannot both be: what was taken, as a question for its owner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemas.reading import Link, Many
from workers.prompt.claims import Has, Key
from workers.prompt.found import Found

_ONLY = re.compile(
    r"\b(?:(?:exactly|only|just|at most|no more than)\s+one|single|one and only one|one)\b", re.IGNORECASE
)
_OPTIONAL = re.compile(r"\b(?:the|its|their|an?)\s+([\w -]{2,40}?)\s+(?:is|are)\s+optional\b", re.IGNORECASE)
_NEEDED = re.compile(
    r"\b(?:the|its|their|an?)\s+([\w -]{2,40}?)\s+(?:is|are)\s+(?:required|mandatory|compulsory|obligatory)\b",
    re.IGNORECASE,
)


def doubts(text: str, found: Found, links: Iterable[Link]) -> Iterator[str]:
    """A question for each contradiction."""
    yield from _numbers(found, tuple(links))
    needed = {match[1].lower() for match in _NEEDED.finditer(text)}
    for name in dict.fromkeys(match[1].lower() for match in _OPTIONAL.finditer(text)):
        if name in needed:
            yield f"The text says both that the {name} is required and that it is optional. Which one is meant?"


def _numbers(found: Found, links: tuple[Link, ...]) -> Iterator[str]:
    """ "Each order has exactly one customer" and "an order has several customers"."""
    said: dict[tuple[Key, Key], list[Has]] = {}
    for has in found.claims.has:
        if has.owner in found.things and has.part in found.things and has.weight >= 1:
            said.setdefault((has.owner, has.part), []).append(has)
    for (owner, part), claims in said.items():
        one = any(has.many is Many.ONE and _ONLY.search(has.words) for has in claims)
        if one and any(has.many is Many.MANY for has in claims):
            source, target = found.things[owner], found.things[part]
            taken = "many" if _many(source, target, links) else "one"
            said_both = f"The text says both that one {source} has one {target} and that it has many."
            yield f"{said_both} Taken was {taken}: is that right?"


def _many(source: str, target: str, links: tuple[Link, ...]) -> bool:
    for link in links:
        if (link.source, link.target) == (source, target):
            return link.target_many is Many.MANY
        if (link.source, link.target) == (target, source):
            return link.source_many is Many.MANY
    return False
