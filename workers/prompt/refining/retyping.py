"""Of which type a fact is."""

from __future__ import annotations

import re
from typing import Any

from schemas.spec import FieldType
from schemas.wishes import Refinement
from workers.prompt.refining.facts import NUMBER, number, type_named
from workers.prompt.refining.setting import set_one
from workers.prompt.refining.talk import Talk

_TYPE = re.compile(
    r"(?:(?:make|turn|convert)\s+(?P<made>.+?)\s+(?:into\s+)?(?P<type>an?\s+.+)"
    r"|(?P<what>.+?)\s+(?:is|are|should be|must be|shall be|has to be)\s+(?:really\s+|actually\s+)?(?:stored "
    r"as\s+|of type\s+)?(?P<kind>.+))",
    re.IGNORECASE,
)
_DECIMALS = re.compile(
    rf"(?P<what>.+?)\s+(?:(?:is in \w+ )?and\s+)?(?:may|can|should|must|could)?\s*(?:have|has|need|"
    rf"needs|use|allow)\s+(?:up to\s+)?"
    rf"(?:(?P<n>{NUMBER})\s+)?(?:decimals?(?: places)?|decimal places|fractions)",
    re.IGNORECASE,
)


def retyping(clause: str, talk: Talk) -> Refinement | None:
    if match := _DECIMALS.fullmatch(clause):
        values: dict[str, Any] = {"type": FieldType.DECIMAL}
        what = re.sub(r"\s+(?:is|are) in .*$", "", match["what"])
        if match["n"]:
            values["decimals"] = number(match["n"])
        return set_one(what, values, talk)
    if found := _made(clause, talk):
        return found
    if (match := _TYPE.fullmatch(clause)) and (kind := type_named(match["type"] or match["kind"])):
        return set_one(match["made"] or match["what"], {"type": kind}, talk)
    return None


def _made(clause: str, talk: Talk) -> Refinement | None:
    """ "Make estimates decimal numbers": where the first words name a fact and the others a type."""
    if not (match := re.match(r"(?:make|turn|convert)\s+", clause, re.IGNORECASE)):
        return None
    words = clause[match.end() :].split()
    for cut in range(1, len(words)):
        kind = type_named(re.sub(r"s$", "", re.sub(r"^(?:in)?to\s+", "", " ".join(words[cut:]))))
        if kind and (found := set_one(" ".join(words[:cut]), {"type": kind}, talk)):
            return found
    return None
