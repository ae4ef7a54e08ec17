"""A text as clauses: sentences, and what "and" and "so" join, without politeness."""

from __future__ import annotations

import re
from collections.abc import Iterator

_VERBS = (
    "rename|remove|delete|drop|add|make|change|call|let|get rid|give|allow|forbid|replace|don't|do not|include|"
    "introduce|only|lose|take|set|turn|keep|store|put"
)
_ENDS = re.compile(r"(?<=[.;!?])\s+|\n+|\s+[–—]\s+")
_JOINS = re.compile(
    rf",?\s+(?:and|then|and then|but)\s+(?:please\s+|also\s+)?(?=(?:{_VERBS})\b)"
    rf"|,\s+so\s+(?:please\s+)?(?=(?:{_VERBS}|we|let's|please)\b)"
    rf"|,\s+(?=(?:{_VERBS})\s+(?:the|an?)\b)"
    rf"|:\s+(?=(?:{_VERBS})\b)"
    r"|,\s+but\s+|,\s+(?:and\s+)?(?!which|who|that|an?\s)(?=(?:the\s+)?[\w-]+(?:\s[\w-]+)?\s+(?:is|are|goes)\b)",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"^(?:please|kindly|also|then|and|so|now|just|ok|okay|hi|hello|hey|well|actually|furthermore|moreover|first|"
    r"second|finally|(?:could|can|would|will) (?:you|we|i)(?: please| kindly| also)?(?! see| look)|would you mind|"
    r"(?:i|we)(?: would|'d|’d) (?:also )?like (?:you )?to|(?:i|we) (?:also )?(?:want|wish|need|have) (?:you )?to|"
    r"(?:i|we) (?:can|could|should|must)(?: now| also)?|let['’]?s|let us|"
    r"it would be (?:nice|good|great|helpful) (?:if (?:we|you) could|to)|(?:i|we) think|from now on|in future|"
    r"you (?:can|may|should)|go ahead and)(?:,\s*|\s+)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r",?\s+(?:altogether|entirely|completely|totally|please|too|as well|instead|any ?more|any longer|for now|"
    r"from now on|again|now|in future|thanks|thank you|at all)$",
    re.IGNORECASE,
)


_SAME = re.compile(r"[.;]\s+(?:they|these|those|he|she)\s+(?=(?:can|may|must|should|are allowed)\b)", re.IGNORECASE)
"""Who was just named is spoken of again: "Add nurses; they can read patients"."""


def clauses(text: str) -> Iterator[list[str]]:
    """The sentences of a text, each as its clauses."""
    for sentence in _ENDS.split(_SAME.sub(" who ", text.replace("’", "'"))):
        parts = [bare(part) for part in _JOINS.split(sentence)]
        if kept := [part for part in parts if part]:
            yield kept


def bare(clause: str) -> str:
    """A clause without politeness, and without what only rounds it off."""
    text = clause.strip().rstrip(".;!?, ")
    while (shorter := _TAIL.sub("", _POLITE.sub("", text))) != text:
        text = shorter
    return text
