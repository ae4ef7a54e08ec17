"""What a fact is where nobody says anything else."""

from __future__ import annotations

import re
from typing import Any

from schemas.spec import FieldType
from schemas.wishes import Alter, Doubt, Refinement
from workers.prompt.refining.facts import NUMBER, number
from workers.prompt.refining.setting import NUMERIC
from workers.prompt.refining.talk import Talk, meant, plain, wish
from workers.prompt.refining.vocabulary import Kind, Named

_DEFAULT = re.compile(
    r"(?P<what>.+?)\s+(?:(?:should|shall|must)?\s*defaults? to|(?:should|shall)?\s*(?:is|are|be)\s+by "
    r"default|(?:should )?starts? (?:as|with|out as)|"
    r"(?:has|have|gets?|should have) (?:a |the )?default (?:value )?(?:of )?)\s+(?P<value>.+)",
    re.IGNORECASE,
)
_BY_DEFAULT = re.compile(
    r"(?P<what>.+?)\s+(?:is|are|should be|shall be)(?P<no>n't| not)?\s+(?P<value>\S+(?:\s\S+)?)\s+by default",
    re.IGNORECASE,
)
_THE_DEFAULT = re.compile(
    r"(?:the\s+)?default (?:value )?(?:of|for)\s+(?P<what>.+?)\s+(?:is|should be|shall be|becomes)\s+(?P<value>.+)"
    r"|(?:set|use)\s+(?P<value2>.+?)\s+as (?:the )?default (?:value )?(?:of|for)\s+(?P<what2>.+)",
    re.IGNORECASE,
)


def defaulting(clause: str, talk: Talk) -> Refinement | None:
    if match := _THE_DEFAULT.fullmatch(clause):
        return defaulted(match["what"] or match["what2"], match["value"] or match["value2"], talk)
    if match := _BY_DEFAULT.fullmatch(clause):
        return _stands(match["what"], match["value"], bool(match["no"]), talk)
    if match := _DEFAULT.fullmatch(clause):
        return defaulted(match["what"], match["value"], talk)
    return None


def defaulted(what: str, value: str, talk: Talk) -> Refinement | None:
    found = talk.find(what, Kind.FIELD)
    if not found:
        return None
    return meant(found, what, talk, lambda one: [Alter(path=one.path, set={"default": _value(one, value, talk)})])


def _value(one: Named, said: str, talk: Talk) -> Any:
    field = talk.words.field(one.path)
    bare = plain(said)
    if field and field.type is FieldType.BOOLEAN:
        return bare.lower() in ("true", "yes", "on", "checked", "ticked", field.name)
    if field and field.type in NUMERIC and re.fullmatch(NUMBER, bare, re.IGNORECASE):
        return number(bare)
    if field and field.enum:
        values = talk.words.spec.enum(field.enum).values
        return next((value.name for value in values if value.label.lower() == bare.lower()), bare)
    return bare


def _stands(what: str, value: str, no: bool, talk: Talk) -> Refinement | None:
    """ "New members aren't active by default" speaks of the flag, "quantity is 1 by default" of the number."""
    bare = re.sub(r"^not\s+", "", value)
    no = no or bare != value
    owner = talk.words.entity(re.sub(r"^new\s+", "", what.strip(), flags=re.IGNORECASE))
    if owner is None:
        return defaulted(what, value, talk)
    if flag := next((field for field in owner.fields if field.name == bare.lower().replace(" ", "_")), None):
        return wish(Alter(path=f"{owner.name}.{flag.name}", set={"default": not no}))
    for flag in owner.fields:
        if flag.type is FieldType.BOOLEAN and bare.lower() in (f"in{flag.name}", f"un{flag.name}", f"non-{flag.name}"):
            return wish(Alter(path=f"{owner.name}.{flag.name}", set={"default": no}))
    values = talk.words.find(bare, (Kind.VALUE,), owner.name)
    if len(values) == 1:
        path, _, name = values[0].path.partition("=")
        return wish(Alter(path=path, set={"default": name}))
    return Refinement(doubts=(Doubt(question=f"What of {what.strip()} is {bare!r} by default?"),)) if values else None
