"""The short span of a sentence that an element comes from."""

from __future__ import annotations

import re

LONGEST = 12
"""How many words are quoted at most."""


def quoted(sentence: str, *labels: str) -> str:
    """The words around the labels. Where they stand too far apart, those around the last."""
    words = sentence.split()
    if len(words) <= LONGEST:
        return sentence
    places = [at for label in labels if (at := _place(words, label)) is not None] or [0]
    end = places[-1] + 1
    near = [at for at in places if abs(places[-1] - at) < LONGEST]
    start, end = min(near), max([end, *(at + 1 for at in near)])
    while start and end - start < LONGEST and not _closes(words[start - 1]):
        start -= 1
    while end < len(words) and end - start < LONGEST and not _closes(words[end - 1]):
        end += 1
    return " ".join(words[start:end]).strip(" ,;:")


def _place(words: list[str], label: str) -> int | None:
    """Where the label stands, by the beginning of its last word."""
    last = re.sub(r"\W", "", label.split()[-1].lower()) if label.split() else ""
    stem = last[: max(3, len(last) - 2)]
    return next((at for at, word in enumerate(words) if re.sub(r"\W", "", word.lower()).startswith(stem)), None)


def _closes(word: str) -> bool:
    return word.endswith((",", ";", ":", ".", "!", "?"))
