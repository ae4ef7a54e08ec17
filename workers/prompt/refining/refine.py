"""A whole text: each clause by the first pattern of speech that knows it, the rest as a description."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from schemas.errors import Permanent
from schemas.reading import Reading
from schemas.spec import AppSpec
from schemas.wishes import AddFact, AddLink, AddRole, AddThing, AnyWish, Refinement
from workers.prompt.refining.adding import FLAG, adding, flagged, homeless, keeping
from workers.prompt.refining.clauses import clauses
from workers.prompt.refining.counting import counting
from workers.prompt.refining.defaulting import defaulting
from workers.prompt.refining.doubting import doubting, mentioned
from workers.prompt.refining.flagging import flagging
from workers.prompt.refining.limiting import limiting
from workers.prompt.refining.permitting import new_role, permitting
from workers.prompt.refining.removing import removing
from workers.prompt.refining.renaming import becoming, renaming, replacing, turning
from workers.prompt.refining.retyping import retyping
from workers.prompt.refining.talk import Rule, Talk, together
from workers.prompt.refining.valuing import valuing
from workers.prompt.refining.vocabulary import Kind, Vocabulary

RULES: tuple[Rule, ...] = (
    renaming,
    replacing,
    removing,
    new_role,
    permitting,
    defaulting,
    flagging,
    limiting,
    valuing,
    retyping,
    turning,
    counting,
    adding,
    homeless,
    keeping,
    becoming,
)
"""In this order: what is most particular first."""

NO_CHANGE = (
    "Nothing in this text tells what to change. For example: Add a phone to customers. Rename client to customer. "
    "Remove the fax. Each customer has many invoices. Only managers may delete invoices."
)

Describe = Callable[[str], Reading]
"""Reads a description: what no rule knows may still name things and facts. Raises Permanent where it names none."""


def refine(text: str, base: AppSpec, describe: Describe) -> Refinement:
    """What the text wants changed. Raises Permanent where it wants nothing, or names what is not there."""
    talk = Talk(Vocabulary(base))
    found = Refinement()
    for sentence in _sentences(text):
        if better := _more_of(found, sentence):
            found = better
            continue
        part = _sentence(sentence, talk, describe)
        found = Refinement(wishes=(*found.wishes, *part.wishes), doubts=(*found.doubts, *part.doubts))
    if not found.wishes and not found.doubts:
        raise Permanent(NO_CHANGE)
    return found


_IT_IS = re.compile(
    r"(?:it|that|this)\s+(?:must|has to|should|is|needs to)\s*(?:be\s+)?(?P<flag>unique|required|"
    r"mandatory)",
    re.IGNORECASE,
)


def _more_of(found: Refinement, sentence: list[str]) -> Refinement | None:
    """ "Add a VAT number to clients; it must be unique": more of the fact that was just added."""
    match = _IT_IS.fullmatch(sentence[0]) if len(sentence) == 1 else None
    if match is None or not found.wishes or not isinstance(found.wishes[-1], AddFact):
        return None
    added = found.wishes[-1]
    key = "unique" if match["flag"].lower() == "unique" else "required"
    better = added.model_copy(update={"fact": added.fact.model_copy(update={key: True})})
    return found.model_copy(update={"wishes": (*found.wishes[:-1], better)})


def _sentences(text: str) -> Iterator[list[str]]:
    """The sentences as clauses; what adds "a flag for that" belongs to the one before it."""
    held: list[str] = []
    for sentence in clauses(text):
        if held and FLAG.fullmatch(sentence[0]):
            yield [*held, *sentence]
            held = []
            continue
        if held:
            yield held
        held = sentence
    if held:
        yield held


def _sentence(sentence: list[str], talk: Talk, describe: Describe) -> Refinement:
    whole = ", and ".join(sentence)
    if len(sentence) > 1 and (found := flagged(sentence, talk) or new_role(whole, talk)):
        return found
    parts = [_clause(clause, talk, describe) for clause in sentence]
    known = [part for part in parts if part]
    if known:  # what only gives the reason for the rest is not asked about
        return together(known)
    doubts = (doubting(clause, talk) for clause in sentence)
    return together(doubt for doubt in doubts if doubt)


def _clause(clause: str, talk: Talk, describe: Describe) -> Refinement | None:
    for rule in RULES:
        if found := rule(clause, talk):
            return found
    if found := _described(clause, talk, describe):
        return found
    talk.last = mentioned(clause, talk) or talk.last
    return None


def _described(clause: str, talk: Talk, describe: Describe) -> Refinement | None:
    if re.search(r"\b(?:not|never|no|cannot)\b|n't\b", clause, re.IGNORECASE):
        return None  # a description says what is, and not what is not
    try:
        reading = describe(clause if clause.endswith(".") else f"{clause}.")
    except Permanent:
        return None
    wishes = tuple(_new(reading, talk))
    return Refinement(wishes=wishes) if wishes else None


def _new(reading: Reading, talk: Talk) -> Iterator[AnyWish]:
    """What the description says beyond what is there."""
    for thing in reading.things:
        owner = talk.thing(thing.label)
        if owner is None and talk.role(thing.label):
            continue
        if owner is None:
            talk.things.append(thing.label)
            talk.topic = thing.label
            yield AddThing(thing=thing)
            continue
        for fact in thing.facts:
            if not talk.words.find(fact.label, (Kind.FIELD, Kind.RELATION), owner):
                yield AddFact(to=owner, fact=fact)
    for link in reading.links:
        source, target = talk.thing(link.source), talk.thing(link.target)
        if source and target and not talk.words.between(source, target):
            yield AddLink(link=link.model_copy(update={"source": source, "target": target}))
    for actor in reading.actors:
        if talk.role(actor.label) is None and talk.thing(actor.label) is None:
            yield AddRole(label=actor.label, evidence=actor.evidence)
