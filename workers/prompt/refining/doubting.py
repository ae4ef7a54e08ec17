"""What names something that is there, and not what should become of it: a question."""

from __future__ import annotations

import re

from schemas.wishes import Alter, AnyWish, Doubt, Option, Refinement, Remove
from workers.prompt.refining.talk import Talk
from workers.prompt.refining.vocabulary import Kind, Named

_NOUN = re.compile(
    r"(?:(?:change|adapt|adjust|improve|fix|correct|modify|edit|update|rework|move)\s+)?(?:the\s+)?(?P<what>[\w' -]+?)"
    r"(?:\s+(?:is|are|seems?|looks?|should|must|needs?|could|can|may|have|has|does|do|isn't|aren't)\b.*)?",
    re.IGNORECASE,
)


_SAME = re.compile(
    r"(?P<one>[\w' -]+?)\s+and\s+(?P<other>[\w' -]+?)\s+are\s+(?:all\s+)?(?:the same|one)(?:\s+thing)?", re.IGNORECASE
)


def doubting(clause: str, talk: Talk) -> Refinement | None:
    if match := _SAME.fullmatch(clause):
        return _which_stays(match["one"], match["other"], talk)
    match = _NOUN.fullmatch(clause)
    if match is None:
        return None
    found = talk.words.find(match["what"], (Kind.FIELD, Kind.RELATION)) or talk.words.find(match["what"])
    if not found:
        return None
    options = _which(found) if len(found) > 1 else _how(found[0], talk)
    return Refinement(doubts=(Doubt(question=f"What should change: {clause!r}?", options=options),))


def _which_stays(one: str, other: str, talk: Talk) -> Refinement | None:
    first, second = talk.words.entity(one), talk.words.entity(other)
    if first is None or second is None:
        return None
    options = [
        Option(
            label=f"Keep {stays.plural_label.lower()}, remove {goes.plural_label.lower()}",
            wishes=(Remove(path=goes.name),),
        )
        for stays, goes in ((first, second), (second, first))
    ]
    options.append(Option(label="Keep both", wishes=()))
    return Refinement(doubts=(Doubt(question="Which of the two shall stay?", options=tuple(options)),))


def _which(found: tuple[Named, ...]) -> tuple[Option, ...]:
    """Choosing changes nothing yet; it tells which one the next sentence should name."""
    return tuple(Option(label=one.said[0].upper() + one.said[1:], wishes=()) for one in found[:12])


def _how(one: Named, talk: Talk) -> tuple[Option, ...]:
    options = [Option(label=f"Remove {one.said}", wishes=(Remove(path=one.path),))]
    if one.kind is Kind.FIELD and (field := talk.words.field(one.path)):
        word = "optional" if field.required else "required"
        wishes: tuple[AnyWish, ...] = (Alter(path=one.path, set={"required": not field.required}),)
        options.insert(0, Option(label=f"Make {one.said} {word}", wishes=wishes))
    return (*options, Option(label=f"Leave {one.said} as it is", wishes=()))


def mentioned(clause: str, talk: Talk) -> Named | None:
    """The fact that a clause speaks of, if it is one only: "Smoking is forbidden now"."""
    words = clause.split()
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            found = talk.words.find(" ".join(words[start : start + length]), (Kind.FIELD,))
            if len(found) == 1:
                return found[0]
    return None
