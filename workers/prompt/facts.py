"""From claims to facts: what a thing has that is no thing itself."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.reading import Evidence, Fact, Thing
from schemas.spec import FieldType
from workers.prompt.claims import Choice, Has, Key
from workers.prompt.found import Found
from workers.prompt.phrases import core, usual
from workers.prompt.quoting import quoted

NAMED = 0.8
"""The weight of a fact that only its name ties to a thing."""

KEYS = frozenset({"id", "identifier", "key"})
"""Every row has an id of its own, and a link where another row's id would stand."""


def thing_of(key: Key, found: Found) -> Thing:
    """A thing with its facts. What two claims say of one fact is put together."""
    mention = found.mentions[key]
    facts: dict[Key, Fact] = {}
    for has in (*found.having.get(key, ()), *_named_after(key, found)):
        if has.part not in found.things and _is_fact(has, found):
            bare = tuple(word for word in has.part if word not in key) or has.part
            if not _is_key(bare, found):
                facts[bare] = _merge(facts.get(bare), _fact(has, found))
    evidence = Evidence(words=quoted(mention.words, mention.label), confidence=round(found.judgements[key].likely, 2))
    return Thing(label=found.things[key], facts=tuple(facts.values()), evidence=evidence)


def _named_after(key: Key, found: Found) -> Iterator[Has]:
    """What is called by the thing's own name and belongs to nobody else: the crate number is the crate's."""
    for part, mention in found.mentions.items():
        own = len(part) == len(key) + 1 and part[: len(key)] == key
        if own and usual(part, found.words) and part not in found.owners and part[-1] not in KEYS:
            yield Has(key, part, mention.label, words=mention.words, weight=NAMED)


def _is_key(part: Key, found: Found) -> bool:
    return part[-1] in KEYS and (not part[:-1] or part[:-1] in found.things)


def _is_fact(has: Has, found: Found) -> bool:
    last = core(has.part)
    if last in found.words.generic - found.words.facts and (len(has.part) == 1 or last in found.words.vague):
        return False
    return has.weight >= 0.8 or usual(has.part, found.words)


def _fact(has: Has, found: Found) -> Fact:
    values, unique, required = has.values, has.unique, has.required
    for choice in found.choices.get(has.part, ()):
        if _concerns(choice, has, found):
            values = values or choice.values
            unique, required = unique or choice.unique, required or choice.required
    return Fact(
        label=has.label, type=FieldType.ENUM if values else has.type, required=required, unique=unique, values=values,
        evidence=Evidence(words=quoted(has.words, has.owner[-1], has.label), confidence=min(has.weight, 1.0)),
    )  # fmt: skip


def _concerns(choice: Choice, has: Has, found: Found) -> bool:
    """Whether the choice is about this fact: its owner's, or of the same sentence, or the only one of that name."""
    if choice.owner is not None:
        return choice.owner == has.owner
    return choice.words == has.words or len(found.owners[has.part]) == 1


def _merge(old: Fact | None, new: Fact) -> Fact:
    if old is None:
        return new
    return old.model_copy(update={
        "type": old.type or new.type, "required": old.required or new.required, "unique": old.unique or new.unique,
        "values": old.values or new.values,
    })  # fmt: skip
