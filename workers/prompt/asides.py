"""Parentheses, taken out of the text before it is parsed, and put back as what they tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.names import MAX_LABEL

_PARENTHESIS = re.compile(r"\s*\(([^()]{1,300})\)")
_EXAMPLE = re.compile(
    r"^(?:e\.?\s?g\.?|for example|for instance|such as|like|i\.?e\.?|including)[,:]?\s+", re.IGNORECASE
)
_OR = re.compile(r"\s*(?:[,;/]\s*(?:or|and)\s+|[,;/|]|\s(?:or|and)\s)\s*", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:recording|containing|showing|stating|giving|with|incl\.|including)\s+)?(?:either|the|an?|or|and|its|their|optionally)\s+",
    re.IGNORECASE,
)
_ETC = re.compile(r"^(?:etc\.?|\.\.\.|…|and so on|others?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Aside:
    """What stood in parentheses, and where they opened in the text without them."""

    offset: int
    text: str

    @property
    def example(self) -> bool:
        return bool(_EXAMPLE.match(self.text))

    @property
    def choice(self) -> bool:
        """Whether it lists values to choose from, not parts."""
        return self.example or bool(re.search(r"\bor\b|\|", self.text))

    @property
    def items(self) -> tuple[str, ...]:
        return listed(_EXAMPLE.sub("", self.text))


def set_aside(text: str) -> tuple[str, tuple[Aside, ...]]:
    """The text without its parentheses, and these."""
    clean, asides, end = "", [], 0
    for match in _PARENTHESIS.finditer(text):
        clean += text[end : match.start()]
        asides.append(Aside(len(clean), match[1].strip()))
        end = match.end()
    return clean + text[end:], tuple(asides)


def listed(text: str) -> tuple[str, ...]:
    """The items of a written list: "a, b or c"; none where they are no short phrases."""
    found = []
    for item in _OR.split(text.strip().rstrip(".")):
        bare = _LEAD.sub("", item.strip(" \"'"))
        if bare and not _ETC.match(bare):
            found.append(bare)
    return tuple(found) if all(len(item.split()) <= 4 and len(item) <= MAX_LABEL for item in found) else ()
