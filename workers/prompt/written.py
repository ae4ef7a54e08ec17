"""Lists behind a colon or a dash, as they are written: "boats: name, length; piers: depth and owner"."""

from __future__ import annotations

import re
from collections.abc import Callable

from workers.prompt.asides import listed
from workers.prompt.claims import Has, Key
from workers.prompt.lexicon import Lexicon
from workers.prompt.phrases import core
from workers.prompt.wording import written

_LIST = re.compile(
    r"(?:^|(?<=[.;!?]))\s*(?P<lead>[A-Za-z][^.:;!?=>]{0,79}?)(?:\s+has|\s+have)?"
    r"(?P<sign>:|\s[-–—=]\s|\s?->)\s*(?P<parts>[^.:;!?]{3,400})(?:[.;!?]|$)"
)
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_FOR = re.compile(
    r"\b(?:each|every|for|about|of|per|our)\s+(?:each |every |all |our |an? |the )*([\w-]+(?: [\w-]+)?)", re.IGNORECASE
)
_MOST = 3
"""How many words a name has at most."""


def set_apart(text: str, words: Lexicon, last_noun: Callable[[str], Key | None]) -> tuple[str, list[Has]]:
    """The text without its written lists of facts, and these; lists of things become plain sentences.

    `last_noun` finds the name at the end of a lead that is a sentence: "passengers buy tickets: price, seat".
    """
    claims: list[Has] = []

    def one(match: re.Match[str]) -> str:
        if "(" in match["parts"]:
            return f" We keep {match['parts']}."
        parts, owner = listed(match["parts"]), _owner(match["lead"], words)
        if owner is not None and len(owner) == len(_WORD.findall(match["lead"])) > 2:
            owner = last_noun(match["lead"]) or owner
        if len(parts) < 2 or any(set(part.lower().split()) & words.small for part in parts):
            return match[0]
        facts = any(core(written(part)) in words.facts for part in parts)
        if not facts and all(part.split()[-1].endswith("s") for part in parts):
            return f" We keep {match['parts']}."
        if owner is None or (core(owner) in words.facts and not facts) or not (facts or match["sign"] == ":"):
            return match[0]
        claims.extend(Has(owner, written(part), part, words=match[0].strip()[:300], weight=1.5) for part in parts)
        return f" {match['lead']}." if len(_WORD.findall(match["lead"])) > len(owner) else ""

    return _LIST.sub(one, text).strip(), claims


def _owner(lead: str, words: Lexicon) -> Key | None:
    """Whose facts they are: the last name before the sign; of "episodes of a podcast" the episodes."""
    name = _last_name(lead, words)
    if name and core(written(" ".join(name))) not in (words.generic | words.system) - words.records:
        return written(" ".join(name))
    near = _FOR.search(lead)
    key = written(near[1]) if near else None
    return key if key and core(key) not in words.generic | words.system else None


def _last_name(lead: str, words: Lexicon) -> list[str]:
    found = _WORD.findall(lead)
    ends = words.leading | words.small | words.plain
    for at in range(len(found) - 1, -1, -1):
        lower = found[at].lower()
        if lower in ends:
            whole = _before_of(found[: at + 1], words)
            return _last_name(" ".join(whole), words) if whole else _few(found[at + 1 :])
    return _few(found)


def _before_of(found: list[str], words: Lexicon) -> list[str]:
    """What stands before "of a", where it is a name: not "track of" or "list of"."""
    while found and found[-1].lower() in ("a", "an", "the", "our", "each", "every"):
        found = found[:-1]
    if len(found) < 2 or found[-1].lower() != "of":
        return []
    before = found[-2].lower()
    return [] if before in words.leading | words.counting | words.generic | words.facts else found[:-1]


def _few(name: list[str]) -> list[str]:
    return name if len(name) <= _MOST else []
