"""The usual faults of a model's first answers, found by rule, each with the answers that would mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workers.prompt.lexicon import lexicon
from workers.prompt.model.answers import Count, FoundFact, FoundRelation, FoundThing, Kind
from workers.prompt.model.described import Described, comparable, plain

MOST = 8
"""Findings of a kind that are asked about."""

KEEP = "leave it"


@dataclass(frozen=True, slots=True)
class Finding:
    """`question` with its `options`; `mend` does what the chosen one says."""

    question: str
    options: tuple[str, ...]
    mend: Callable[[str], None]


def findings(found: Described) -> Iterator[list[Finding]]:
    """The findings, one kind after the other: each looks at what the mending of the ones before left."""
    for kind in (_mere_facts, _doubles, _things_as_facts, _contradictions, _uncounted, _islands, _uncovered):
        if some := list(kind(found))[:MOST]:
            yield some


def _mere_facts(found: Described) -> Iterator[Finding]:
    """Things that look like facts: of nothing is anything told, and their word is one for facts."""
    for key, thing in found.things.items():
        if not found.facts.get(key) and key.split()[-1] in lexicon().facts and len(found.things) > 1:
            owners = [one for one in found.names if one != thing.name][:10]
            yield Finding(
                f"Is {thing.name!r} a thing of its own, or a fact of another thing?",
                (KEEP, *(f"a fact of {owner}" for owner in owners)),
                lambda chosen, key=key: _make_fact(found, key, chosen.removeprefix("a fact of ")),  # type: ignore[misc]
            )


def _doubles(found: Described) -> Iterator[Finding]:
    """Two names of which one ends with the other: a client and a business client."""
    for key in list(found.things):
        for other in list(found.things):
            if key != other and key.endswith(f" {other}"):
                one, two = found.things[key].name, found.things[other].name
                yield Finding(
                    f"Are {one!r} and {two!r} the same thing?", (KEEP, "the same"),
                    lambda chosen, key=key, other=other: _merge(found, key, other),  # type: ignore[misc]
                )  # fmt: skip


def _things_as_facts(found: Described) -> Iterator[Finding]:
    for owner, facts in found.facts.items():
        for key, fact in list(facts.items()):
            if key in found.things:
                yield Finding(
                    f"Does each {found.things[owner].name} refer to one {fact.name}, or to many?",
                    ("one", "many", KEEP),
                    lambda chosen, owner=owner, key=key: _make_relation(found, owner, key, chosen),  # type: ignore[misc]
                )


def _contradictions(found: Described) -> Iterator[Finding]:
    """The same two things, tied in two ways."""
    seen: dict[frozenset[str], FoundRelation] = {}
    for relation in found.relations:
        ends = frozenset((comparable(relation.one), comparable(relation.other)))
        first = seen.setdefault(ends, relation)
        if first is not relation and _counts(first) != _counts(relation):
            yield Finding(
                f"Which is right? A: {_said(first)} B: {_said(relation)}", ("A", "B"),
                lambda chosen, first=first, relation=relation: found.relations.remove(  # type: ignore[misc]
                    first if chosen == "B" else relation
                ),
            )  # fmt: skip


def _uncounted(found: Described) -> Iterator[Finding]:
    for number, relation in enumerate(found.relations):
        for end, other in (("ones", "others"), ("others", "ones")):
            if getattr(relation, end) is Count.UNKNOWN:
                one, two = (relation.one, relation.other) if end == "ones" else (relation.other, relation.one)
                usual = "one" if getattr(relation, other) is Count.MANY else "many"
                yield Finding(
                    f"How many of {one!r} belong to a single {two!r}?", (usual, "one" if usual == "many" else "many"),
                    lambda chosen, number=number, end=end: _count(found, number, end, chosen),  # type: ignore[misc]
                )  # fmt: skip


def _islands(found: Described) -> Iterator[Finding]:
    tied = {comparable(end) for relation in found.relations for end in (relation.one, relation.other)}
    for key, thing in found.things.items():
        if key not in tied and len(found.things) > 1:
            others = [name for name in found.names if name != thing.name][:12]
            yield Finding(
                f"To which other thing does a {thing.name} belong?", (KEEP, *others),
                lambda chosen, thing=thing: found.add_relation(FoundRelation(  # type: ignore[misc]
                    one=thing.name, other=chosen, ones=Count.MANY, others=Count.ONE, required=False, quote=""
                )),
            )  # fmt: skip


def _uncovered(found: Described) -> Iterator[Finding]:
    """Words that the text says more than once, and nothing that was found covers."""
    covered = {comparable(word) for name in _names(found) for word in plain(name).split()}
    usual = lexicon().english | lexicon().generic | lexicon().system
    heard = Counter(
        word for word in plain(found.text).split() if len(word) > 3 and word.isalpha() and word not in usual
    )
    for word, times in sorted(heard.items(), key=lambda pair: (-pair[1], pair[0])):
        if times > 1 and comparable(word) not in covered and found.things:
            covered.add(comparable(word))
            yield Finding(
                f"The text speaks of {word!r}. What is it?",
                (KEEP, "a thing", *(f"a fact of {name}" for name in found.names[:8])),
                lambda chosen, word=word: _cover(found, word, chosen),  # type: ignore[misc]
            )


def _names(found: Described) -> Iterator[str]:
    yield found.title
    for key, thing in found.things.items():
        yield from (thing.name, thing.quote)
        for fact in found.facts.get(key, {}).values():
            yield from (fact.name, fact.quote, *fact.values)
    for relation in found.relations:
        yield relation.quote
    for role in found.roles.values():
        yield from (role.name, role.quote)


def _make_fact(found: Described, key: str, owner: str) -> None:
    thing = found.things[key]
    found.remove_thing(key)
    found.add_fact(_plain_fact(owner, thing.name, thing.quote))


def _merge(found: Described, key: str, other: str) -> None:
    """The longer name goes; its facts and relations are those of the other."""
    kept, gone = found.things[other].name, found.things[key].name
    for name, fact in found.facts.get(key, {}).items():
        found.facts.setdefault(other, {}).setdefault(name, fact.model_copy(update={"thing": kept}))
    renamed = [
        one.model_copy(update={end: kept for end in ("one", "other") if comparable(getattr(one, end)) == key})
        for one in found.relations
    ]
    found.remove_thing(key)
    found.relations = [one for one in renamed if one.one != one.other and gone not in (one.one, one.other)]


def _make_relation(found: Described, owner: str, key: str, chosen: str) -> None:
    fact = found.facts[owner].pop(key)
    found.add_relation(FoundRelation(
        one=found.things[owner].name, other=found.things[key].name, ones=Count.MANY, others=Count(chosen),
        required=fact.required, quote=fact.quote,
    ))  # fmt: skip


def _count(found: Described, number: int, end: str, chosen: str) -> None:
    found.relations[number] = found.relations[number].model_copy(update={end: Count(chosen)})


def _cover(found: Described, word: str, chosen: str) -> None:
    if chosen == "a thing":
        found.add_thing(FoundThing(name=word, quote=word))
    else:
        found.add_fact(_plain_fact(chosen.removeprefix("a fact of "), word, word))


def _plain_fact(owner: str, name: str, quote: str) -> FoundFact:
    return FoundFact(thing=owner, name=name, type=Kind.STRING, required=False, unique=False, values=[], quote=quote)


def _counts(relation: FoundRelation) -> tuple[str, Count, Count]:
    """Written from the end whose name comes first."""
    if comparable(relation.one) <= comparable(relation.other):
        return comparable(relation.one), relation.ones, relation.others
    return comparable(relation.other), relation.others, relation.ones


def _said(relation: FoundRelation) -> str:
    return f"{relation.ones} {relation.one} belong to {relation.others} {relation.other}."
