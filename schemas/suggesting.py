"""What somebody may have meant who wrote a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def instead(name: str, known: Iterable[str]) -> str:
    """A sentence for a person: the nearest known name, else all of them (the first twelve)."""
    names = sorted({str(one) for one in known})
    if close := get_close_matches(name, names, n=1, cutoff=0.6):
        return f"Did you mean {close[0]!r}?"
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"Known: {shown or 'none'}."
