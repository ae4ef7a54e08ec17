"""What is English but describes nothing to keep: code, shopping lists, poems, news. Nothing is made up of these."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Doc

from schemas.errors import Permanent
from schemas.reading import Reading

LONGEST = 20_000
"""How many words are read; a person who describes an application needs a tenth of it."""

BRIEF = 6
"""Up to how many words a text is taken for the name of what is wanted: "gym members and classes"."""

HINTING = 10
"""Up to how many words a text may name no more than a field of work."""

EXAMPLE = "for example: A boat club keeps boats with a name and a length. Members book boats for a day."
CODE = f"This looks like source code, and only plain English is read. Say what the application keeps instead, {EXAMPLE}"
STORY = (
    "This text does not say what an application should keep, and nothing is made up of it. "
    f"Name the things and what is known of each, {EXAMPLE}"
)
SHOPPING = f"This looks like a list of goods, not of what an application should keep. Say what to keep, {EXAMPLE}"

_CODE_LINE = re.compile(
    r"^\s*(?:import\s+[\w.]+;?$|from\s+[\w.]+\s+import\b|def\s+\w+\(|class\s+\w+.*[:{]$|return\b.*[;)\]\w]$|#include\b"
    r"|@\w+|(?:public|private|protected|static)\s+\w+|function\b.*\(|(?:const|let|var)\s+\w+\s*=|export\s+\w+"
    r"|(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER)\b.*\b(?:FROM|INTO|SET|TABLE)\b|</?\w+[^>]*>|if\s+__name__"
    r"|\w+\s*[:=]\s*[\w.\[\](){}\"']+[;,]?$|[})\]];?$|\w+(?:\.\w+)*\(.*\);?$|package\s+\w+|using\s+\w+;|.*[;{]$)"
)
_CODE_SIGN = re.compile(r"=>|==|!=|\(\)|\{\s*$|;\s*$|</\w|\w\[\w*\]|\bdef \w+\(|\bself\.|\breturn \w|::|&&|\|\|")
_ASKED = (
    r"\b(?:apps?|applications?|systems?|software|database|tool|platform|program|website|web-?site|web-?app|tracker"
    r"|crm|erp|portal|spreadsheet|diagram|schema|register|registry|inventory|directory|catalogue?|planner|organi[sz]er)\b"
    r"|\b(?:we|i|you|they|users?)\s+(?:\w+\s+){0,3}(?:need|want|keep|store|track|record|manage|administer|organi[sz]e)\b"
    r"|\bsomething (?:to|for|that)\b|\b(?:needs?|wants?) (?:an?|something|to)\b"
    r"|\b(?:each|every)\s+\w+\s+\w+|\bfor (?:each|every)\b|\bas an?\s+[\w -]+,?\s+(?:i|we)\b"
    r"|\b(?:one or more|zero or more|at least one|at most one|exactly one|identified by|consists? of)\b"
    r"|^(?:track|manage|keep|store|record|organi[sz]e|list|register|design|create|build|define|model|generate)\b"
)
_ASKING = re.compile(_ASKED, re.IGNORECASE | re.MULTILINE)
_WISH = re.compile(
    rf"{_ASKED}|\b(?:we|i|they|users?)\s+(?:\w+\s+){{0,3}}(?:run|own|sell|rent|lend|hire|note|like to|plan|book|log"
    r"|save|look after|have|write down|offer|teach|repair|make|collect)\b|\ball\s+\w+s\b|\b(?:many|several)\b"
    r"|\w+s?\s+(?:can|may|must|should)\s+(?:be\s+|also\s+|only\s+)?\w+",
    re.IGNORECASE | re.MULTILINE,
)
_OURS = re.compile(r"\b(?:we|our|us|i)\b", re.IGNORECASE)
_QUANTITY = re.compile(
    r"(?:^|[,\n]\s*|\band\s+)(?:\d+|an?\s+(?:dozen|pound|kilo|bottle|loaf|pack|bag|box|can))\s*(?:x|kg|g|l|ml|loaves|bottles"
    r"|packs?|bags?|cans?|dozen|pounds?|kilos?|lbs?|oz)?\s*(?:of\s+)?[a-z]+",
    re.IGNORECASE,
)


def code(text: str) -> bool:
    """Whether most lines, or one line for the most part, are of a programming language."""
    lines = [line for line in text.splitlines() if line.strip()]
    written = sum(bool(_CODE_LINE.match(line)) for line in lines)
    signs = len(_CODE_SIGN.findall(text))
    return (len(lines) >= 3 and written >= 0.5 * len(lines) and signs >= 2) or (
        len(lines) < 3 and written > 0 and signs > 0
    )


def only_hints(text: str) -> bool:
    """Whether a text in which nothing was found is short, or asks for an application: "something for our gym"."""
    return bool(text.strip()) and (len(text.split()) <= HINTING or bool(_ASKING.search(text)))


def check_purpose(text: str, reading: Reading, docs: Iterable[Doc]) -> None:
    """Raise Permanent where the text asks for nothing and tells no fact of anything that was found in it."""
    if _ASKING.search(text) or reading.actors:
        return
    past, present = _told(docs)
    facts, ours = any(thing.facts for thing in reading.things), bool(_OURS.search(text))
    if not facts and _shopping(text):
        raise Permanent(SHOPPING)
    if (not facts and _lyrical(text)) or (past > 1 and present == 0 if ours else past > present):
        raise Permanent(STORY)
    calm = not re.search(r"[?!]|\b(?:my|me)\b", text, re.IGNORECASE)
    general = ours or (present > 0 and bool(reading.links) and calm)
    if not (facts or general or _WISH.search(text) or len(text.split()) <= BRIEF):
        raise Permanent(STORY)


def _told(docs: Iterable[Doc]) -> tuple[int, int]:
    """How many verbs are in the past, and in the present; a list of words has none."""
    tags = Counter(token.tag_ for doc in docs for token in doc if token.pos_ in ("VERB", "AUX"))
    return tags["VBD"], tags["VBZ"] + tags["VBP"] + tags["MD"]


def _shopping(text: str) -> bool:
    """Whether it is a bare list, with amounts, or for the most part of what is not counted."""
    items = _items(text)
    plural = sum(item.split()[-1].lower().endswith("s") for item in items)
    return bool(items) and (bool(_QUANTITY.search(text)) or plural < 0.6 * len(items))


def _items(text: str) -> list[str]:
    """The items of a bare list: short lines, or short parts between commas, and no sentence."""
    parts = [part.strip(" -*•\t.") for part in re.split(r"[\n,;]|\band\b", text) if part.strip(" -*•\t.")]
    short = len(parts) > 2 and all(len(part.split()) <= 4 for part in parts)
    return parts if short and not re.search(r"[.!?]\s+\w", text) else []


def _lyrical(text: str) -> bool:
    """Whether it stands in short lines, as verses do."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 3 and sum(len(line.split()) <= 9 for line in lines) > 0.8 * len(lines)
