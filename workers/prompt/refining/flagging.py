"""Whether a fact must be there, and whether no two rows may have the same."""

from __future__ import annotations

import re
from typing import Any

from schemas.wishes import Alter, Refinement
from workers.prompt.refining.talk import Talk, ask, items, meant, together
from workers.prompt.refining.vocabulary import Kind, Named

_FLAGS: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        r"(?:not|no longer)(?: be)? (?:required|mandatory|compulsory|obligatory|needed)|not necessary",
        {"required": False},
    ),
    (r"(?:not|no longer)(?: be)? unique", {"unique": False}),
    (r"optional|voluntary|left (?:empty|blank|out)|empty|blank|missing", {"required": False}),
    (
        r"(?:always )?(?:required|mandatory|compulsory|obligatory|filled in|given|present|provided|"
        r"set|entered|necessary|a must)",
        {"required": True},
    ),
    (r"unique|one of a kind", {"unique": True}),
)
_FLAG = "|".join(pattern for pattern, _ in _FLAGS)
_FLAGGED = rf"(?P<flags>(?:{_FLAG})(?:(?:\s*,\s*|\s*,?\s+and\s+)(?:{_FLAG}))*)"
_BE = (
    r"(?P<be>is|are|must be|has to be|have to be|should be|shall be|needs to be|need to be|can be|may be|becomes?|"
    r"must always be|should always be|(?:is|are) always|will be|(?:is|are) now|ought to be)"
)
_NOT = (
    r"(?:isn't|aren't|is not|are not|doesn't have to be|don't have to be|does not have to be|do not have to be|"
    r"need not be|needn't be|doesn't need to be|don't need to be|does not need to be|do not need to be|"
    r"(?:is|are) no longer|should not be|shouldn't be|must not be|no longer (?:has|have|needs?) to be)"
)
_MAKE = re.compile(
    rf"(?:make|mark|set|declare|keep)\s+(?P<what>.+?)\s+(?:as\s+|to\s+(?:be\s+)?)?{_FLAGGED}", re.IGNORECASE
)
_IS = re.compile(rf"(?P<what>.+?)\s+{_BE}\s+{_FLAGGED}(?:\s+(?:for|on|in|of)\s+(?P<whose>.+))?", re.IGNORECASE)
_LEAVE = re.compile(
    r"(?P<whose>.+?)\s+(?:can|may|could)\s+(?:leave|omit|skip)\s+(?:their|its|his|her|the)\s+(?P<what>.+?)"
    r"(?:\s+(?:blank|empty|out)(?:\s+or\s+not)?)?",
    re.IGNORECASE,
)
_NOT_EVERY = re.compile(r"not (?:every|each|all)\s+(?P<whose>.+?)\s+(?:has|have|needs?)\s+(?P<what>.+)", re.IGNORECASE)
_SAME = re.compile(
    r"(?:no\s+)?(?:two|several|different)\s+(?P<whose>.+?)\s+(?:can't|cannot|must not|mustn't|may "
    r"not|should not|shouldn't|may|can)\s+"
    r"(?:have|share|use)\s+(?:the same|one|an?)\s+(?P<what>.+)",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"(?P<what>.+?)\s+(?:is|are)\s+not", re.IGNORECASE)
_IS_NOT = re.compile(rf"(?P<what>.+?)\s+{_NOT}\s+{_FLAGGED}", re.IGNORECASE)
_REQUIRE = re.compile(
    r"(?P<no>(?:don't|do not)\s+)?(?P<verb>require|demand|insist on|ask for)\s+(?P<what>.+)", re.IGNORECASE
)


def flagging(clause: str, talk: Talk) -> Refinement | None:
    """Required, optional, unique."""
    if match := _IS_NOT.fullmatch(clause):
        turned = {key: not value for key, value in _flags(match["flags"]).items()}
        return _flagged(match["what"], turned, talk)
    if match := _MAKE.fullmatch(clause) or _IS.fullmatch(clause):
        whose = match.groupdict().get("whose")
        what = f"{match['what']} of {whose}" if whose else match["what"]
        return _flagged(what, _flags(match["flags"]), talk)
    if match := _LEAVE.fullmatch(clause) or _NOT_EVERY.fullmatch(clause):
        return _flagged(f"{match['what']} of {match['whose']}", {"required": False}, talk)
    if match := _SAME.fullmatch(clause):
        return _flagged(f"{match['what']} of {match['whose']}", {"unique": True}, talk)
    if (match := _NEITHER.fullmatch(clause)) and talk.flags:
        return _flagged(match["what"], {key: not value for key, value in talk.flags.items()}, talk)
    if match := _REQUIRE.fullmatch(clause):
        what = re.sub(r"\s+(?:for|on|with)\s+(?:each|every|all)\s+", " of ", match["what"])
        return _flagged(what, {"required": not match["no"]}, talk)
    return None


def _flags(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in items(text):
        found |= next((values for pattern, values in _FLAGS if re.fullmatch(pattern, part.strip(), re.IGNORECASE)), {})
    return found


def _flagged(what: str, values: dict[str, Any], talk: Talk) -> Refinement | None:
    kinds = (Kind.FIELD, Kind.RELATION)
    talk.flags = dict(values)
    found = _of_kind(talk.find(what, *kinds))
    if not found and re.fullmatch(r"(?:it|this|that|them|these|those)", what.strip(), re.IGNORECASE):
        return _which(what, values, talk)
    parts = [what] if found else items(what)
    if len(parts) > 1 and not all(talk.find(part, *kinds) for part in parts):
        return None
    if not found and len(parts) == 1:
        return None  # no such fact: the sentence is about something else
    return together(
        meant(_of_kind(talk.find(part, *kinds)), part, talk, lambda one: [Alter(path=one.path, set=values)])
        for part in parts
    )


def _of_kind(found: tuple[Named, ...]) -> tuple[Named, ...]:
    """A fact before a relation of the same name."""
    return tuple(one for one in found if one.kind is Kind.FIELD) or found


def _which(what: str, values: dict[str, Any], talk: Talk) -> Refinement:
    """ "Make it optional": all that is not so yet."""
    open_ = [
        one
        for one in talk.words.all(Kind.FIELD)
        if (field := talk.words.field(one.path)) and any(getattr(field, key) != value for key, value in values.items())
    ]
    return ask(f"Which one is meant by {what.strip()!r}?", open_, lambda one: [Alter(path=one.path, set=values)])
