"""Labels that stand outside of a sentence, as comparable words."""

from __future__ import annotations

import re

from schemas.names import singular
from workers.prompt.claims import Key


def written(label: str) -> Key:
    """The words of a label, the one that says what it is in the singular."""
    *head, last = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", label.lower()) or ["item"]
    return (*head, last if last.endswith("ss") else singular(last))
