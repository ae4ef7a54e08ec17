"""Another name: "rename client to customer", "the remarks should be called notes"."""

from __future__ import annotations

import re

from schemas.spec import FieldType
from schemas.wishes import AddFact, Alter, Doubt, Option, Refinement, Remove, Rename
from workers.prompt.refining.facts import parse, type_named
from workers.prompt.refining.talk import MAX_OPTIONS, Talk, meant, plain, singular_of, together
from workers.prompt.refining.vocabulary import Kind, Named

_TO = r"\s+(?:to|into|as)\s+"
_RENAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:rename|relabel|retitle)\s+(?P<old>.+?){_TO}(?P<new>.+)",
        rf"change\s+the\s+(?:name|label)\s+of\s+(?P<old>.+?){_TO}(?P<new>.+)",
        r"(?P<old>.+?)\s+(?:should|shall|must|has to|have to|is to|are to|will)\s+(?:now\s+)?be\s+"
        r"(?:called|named|renamed(?: to| as| into)?|known as|labelled)\s+(?P<new>.+)",
        r"(?P<old>.+?)\s+should\s+read\s+(?P<new>.+)",
        r"instead of\s+(?P<old>.+?),?\s+(?:we|people|they)\s+(?:call|say|use)\s+(?:them\s+|it\s+)?(?P<new>.+)",
        r"(?P<old>.+?)\s+(?:is|are)\s+(?:now|really|actually|in fact|better)\s+(?:called|named|known as)\s+(?P<new>.+)",
        r"(?:use|write|say)\s+(?P<new>.+?)\s+(?:instead of|rather than)\s+(?P<old>.+)",
    )
)
_CALL = re.compile(r"(?:call|name)\s+(?P<rest>.+)", re.IGNORECASE)
_NAMELESS = re.compile(r"(?:rename|relabel)\s+(?P<old>[^,]+)", re.IGNORECASE)
_TURN = re.compile(rf"(?:change|turn|convert|switch)\s+(?P<old>.+?){_TO}(?P<new>.+)", re.IGNORECASE)
_REPLACE = re.compile(r"(?:replace|exchange|swap)\s+(?P<old>.+?)\s+(?:by|with|for)\s+(?P<new>.+)", re.IGNORECASE)


def renaming(clause: str, talk: Talk) -> Refinement | None:
    for pattern in _RENAMES:
        if match := pattern.fullmatch(clause):
            return _renamed(match["old"], match["new"], talk)
    if match := _CALL.fullmatch(clause):
        return _called(match["rest"], talk)
    if match := _NAMELESS.fullmatch(clause):
        return _nameless(match["old"], talk)
    return None


_BECOMES = re.compile(r"(?P<old>.+?)\s+(?:becomes?|(?:is|are)\s+now|is|are)\s+(?P<new>[\w' -]+)", re.IGNORECASE)


def becoming(clause: str, talk: Talk) -> Refinement | None:
    """ "Done is now Completed": of values, whose names nobody has to describe; "becomes" of anything."""
    match = _BECOMES.fullmatch(clause)
    if match is None:
        return None
    kinds = tuple(Kind) if re.search(r"\bbecomes?\b", clause) else (Kind.VALUE,)
    found = talk.find(match["old"], *kinds)
    return _renamed(match["old"], match["new"], talk) if len(found) == 1 and match["new"][0].isupper() else None


def turning(clause: str, talk: Talk) -> Refinement | None:
    """ "Change the mobile to phone" is another name, "change the age to a whole number" another type."""
    match = _TURN.fullmatch(clause)
    if match is None or not (found := talk.find(match["old"])):
        return None
    if (kind := type_named(match["new"])) and (re.match(r"an?\s", match["new"]) or kind not in _WORDS):
        return meant(found, match["old"], talk, lambda one: [Alter(path=one.path, set={"type": kind})])
    return _renamed(match["old"], match["new"], talk)


def replacing(clause: str, talk: Talk) -> Refinement | None:
    """ "Replace the duration by an end time": one goes, the other comes."""
    match = _REPLACE.fullmatch(clause)
    if match is None or not (found := talk.find(match["old"])):
        return None

    def both(one: Named) -> list[Remove | AddFact]:
        new = [AddFact(to=one.owner or one.path, fact=part.fact, set=part.set) for part in parse(match["new"])]
        return [Remove(path=one.path), *new]

    return meant(found, match["old"], talk, both)


_WORDS = frozenset({FieldType.PHONE, FieldType.EMAIL, FieldType.URL, FieldType.DATE, FieldType.TIME})
"""Types whose names are names of fields, too."""


def _renamed(old: str, new: str, talk: Talk) -> Refinement:
    label = plain(new)
    found = talk.find(old)
    if len(found) > 1 and (same := [one for one in found if one.path.count(".") == 0]):
        found = tuple(same[:1]) if len(same) == 1 else found

    def rename(one: Named) -> list[Rename]:
        new = singular_of(label) if one.kind in (Kind.ENTITY, Kind.ROLE) else label
        return [Rename(path=one.path, label=new[0].upper() + new[1:])]

    return meant(found, old, talk, rename)


def _nameless(old: str, talk: Talk) -> Refinement | None:
    """A new name is wanted, and not said: only another sentence can say it."""
    found = talk.find(old)
    if not found:
        return None
    options = [Option(label=f"Rename {one.said}: say to what", wishes=()) for one in found[:MAX_OPTIONS]]
    options.append(Option(label="Leave the names as they are", wishes=()))
    question = f"What should {old.strip()!r} be called? Say, for example: Rename {old.strip()} to title."
    return Refinement(doubts=(Doubt(question=question, options=tuple(options)),))


def _called(rest: str, talk: Talk) -> Refinement | None:
    """ "Call the remarks internal notes": as many words as name something are the old name."""
    quoted = re.search(r"\s+[\"“'](?P<new>[^\"”']+)[\"”']$", rest)
    if quoted:
        return together([_renamed(rest[: quoted.start()], quoted["new"], talk)])
    words = rest.split()
    for cut in range(len(words) - 1, 0, -1):
        if talk.find(" ".join(words[:cut])):
            return _renamed(" ".join(words[:cut]), " ".join(words[cut:]), talk)
    return None
