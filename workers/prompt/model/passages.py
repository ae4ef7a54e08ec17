"""A long text in parts that a small model can take, cut between sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

PART = 1_800
"""Characters of a part: with question and answer it fits into 2,000 tokens."""

_END = re.compile(r"(?<=[.!?;。！？])\s+|\n+")


def parts(text: str, size: int = PART) -> list[str]:
    """The text in parts of at most `size` characters."""
    found: list[str] = []
    held = ""
    for sentence in _sentences(text, size):
        if held and len(held) + len(sentence) + 1 > size:
            found.append(held)
            held = ""
        held = f"{held} {sentence}".strip()
    return [*found, held] if held else found


def _sentences(text: str, size: int) -> Iterator[str]:
    for sentence in _END.split(text):
        for start in range(0, len(sentence), size):
            yield sentence[start : start + size].strip()
