"""Sentences that are addressed to whatever reads the text: they describe nothing, and change nothing."""

from __future__ import annotations

import re

_SAID = r"(?:instructions?|prompts?|rules|commands|directions|messages?|guidelines|context)"
_ADDRESSED = re.compile(
    r"(?:^|(?<=[.!?;\n]))\s*(?:(?:please|now|also|and|then|but)[, ]+)*(?:"
    rf"(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]*\b(?:previous|prior|above|earlier|all|any|these|those|system|your)\b"
    rf"[^.!?\n]*\b{_SAID}\b"
    rf"|(?:print|reveal|show|repeat|output|return|tell)\b[^.!?\n]*\b(?:system|hidden|secret|initial|your)\s+{_SAID}\b"
    r"|you are (?:now|no longer)\b|(?:act|behave) as (?:if|an?)\b|pretend (?:to be|that you)\b"
    r"|(?:output|answer|respond|reply|say)\s+(?:only|just|with|nothing)\b"
    r"|(?:delete|drop|erase|destroy|wipe)\s+(?:the|all|every|your)\s+(?:database|data|files|tables|system)\b"
    r")[^.!?\n]*[.!?]?",
    re.IGNORECASE,
)


def without_addressed(text: str) -> str:
    """The text without such sentences."""
    return _ADDRESSED.sub(" ", text)
