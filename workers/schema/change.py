"""From what someone wants changed to edit operations on the stable ids of a spec, and questions where it is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from schemas.errors import Permanent
from schemas.operations import Operation, apply
from schemas.questions import Choice, Question
from schemas.reading import Evidence
from schemas.spec import AppSpec
from schemas.validation import Reserved
from schemas.wishes import AddFact, AddThing, AnyWish, Doubt, Refinement
from workers.schema.carrying import Change, carry_out
from workers.schema.design import Design, evidence
from workers.schema.drafting import Draft, words
from workers.schema.knowledge import Library

EXAMPLES = "For example: Add a phone to customers. Rename client to customer. Remove the fax."


def redesign(refinement: Refinement, base: AppSpec, *, reserved: Reserved, library: Library) -> Design:
    """The base with the change. Raises Permanent where nothing is to be changed, or what is named is not there."""
    made = _carried_out(_merged(refinement.wishes), base, base, reserved, library)
    if not made.operations and not refinement.doubts:
        raise Permanent(f"The application already has all of this, or the text names no change. {EXAMPLES}")
    questions = tuple(_question(doubt, made.spec, base, reserved, library) for doubt in refinement.doubts)
    return Design(made.spec, made.evidence, questions, tuple(made.operations))


@dataclass(slots=True)
class _Made:
    spec: AppSpec
    operations: list[Operation] = field(default_factory=list)
    evidence: dict[UUID, Evidence] = field(default_factory=dict)


def _carried_out(
    wishes: Iterable[AnyWish], spec: AppSpec, base: AppSpec, reserved: Reserved, library: Library
) -> _Made:
    """One wish after the other, each on what the ones before it left. Paths are those of `base`."""
    made = _Made(spec)
    for wish in wishes:
        change = Change(base, made.spec, Draft.start(reserved, made.spec), library)
        operations = list(carry_out(wish, change))
        if operations:
            made.spec = apply(made.spec, operations, reserved)
            made.operations += operations
            made.evidence |= evidence(made.spec, change.draft)
    return made


def _question(doubt: Doubt, spec: AppSpec, base: AppSpec, reserved: Reserved, library: Library) -> Question:
    choices = [
        Choice(label=option.label, operations=tuple(
            _carried_out(_merged(option.wishes), spec, base, reserved, library).operations
        ))
        for option in doubt.options
    ]  # fmt: skip
    return Question(text=doubt.question, choices=tuple(choices))


def _merged(wishes: Sequence[AnyWish]) -> list[AnyWish]:
    """Facts of a thing that the same text adds belong to the thing."""
    new = {words(one.thing.label): one for one in wishes if isinstance(one, AddThing)}
    kept: list[AnyWish] = []
    for wish in wishes:
        if isinstance(wish, AddFact) and (thing := new.get(words(wish.to))) and not wish.set:
            facts = (*thing.thing.facts, wish.fact)
            new[words(wish.to)] = AddThing(thing=thing.thing.model_copy(update={"facts": facts}))
        else:
            kept.append(wish)
    return [new[words(one.thing.label)] if isinstance(one, AddThing) else one for one in kept]
