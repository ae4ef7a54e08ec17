"""The type of a fact, from the words of its label."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from schemas.spec import FieldType


@dataclass(frozen=True, slots=True)
class _Signs:
    type: FieldType
    last: frozenset[str]
    first: frozenset[str]
    phrases: frozenset[str]


def type_of(label: str) -> FieldType:
    """The likeliest type; a string where nothing says otherwise."""
    words = re.findall(r"[^\W_]+", label.lower())
    text = " ".join(words)
    if not words:
        return FieldType.STRING
    for signs in _signs():
        if any(text.endswith(phrase) or text.startswith(f"{phrase} ") for phrase in signs.phrases):
            return signs.type
    for signs in _signs():
        if words[-1] in signs.last or (len(words) > 1 and words[0] in signs.first):
            return signs.type
    head = text.split(" in ", 1)[0] if " in " in text else text.split(" per ", 1)[0]
    return type_of(head) if head != text else FieldType.STRING


@cache
def _signs() -> tuple[_Signs, ...]:
    data = tomllib.loads(files(__package__).joinpath("types.toml").read_text(encoding="utf-8"))
    return tuple(
        _Signs(
            FieldType(name),
            frozenset(signs.get("last", "").split()),
            frozenset(signs.get("first", "").split()),
            frozenset(phrase.strip() for phrase in signs.get("phrases", "").split(",") if phrase.strip()),
        )
        for name, signs in data.items()
    )
