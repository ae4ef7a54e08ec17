"""Words as they are compared: lower case, singular."""

from __future__ import annotations

import re
from functools import cache

from schemas.names import singular


def comparable(text: str) -> list[str]:
    """The words of a text in lower case, nouns in the singular."""
    return [_bare(word) for word in re.findall(r"[^\W_]+", text.lower())]


@cache
def _bare(word: str) -> str:
    return word if len(word) < 4 or word.endswith(("ss", "us", "is")) else singular(word)
