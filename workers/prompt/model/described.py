"""What the model has said so far of one text, merged over its parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas.names import singular
from schemas.reading import Actor, Evidence, Fact, Link, Many, Permission, Reading, Thing
from schemas.spec import FieldType
from workers.prompt.model.answers import Count, FoundFact, FoundRelation, FoundRole, FoundThing, Kind

SURE, TOLD, GUESSED = 0.8, 0.6, 0.3
"""How much is to be thought of what is quoted from the text, of what its words name, and of the rest."""

_TYPES = {kind: FieldType(kind.value) for kind in Kind if kind is not Kind.CHOICE} | {Kind.CHOICE: FieldType.ENUM}


@dataclass(slots=True)
class Described:
    """Things by their comparable names, in the order in which they were found."""

    text: str
    title: str = ""
    things: dict[str, FoundThing] = field(default_factory=dict)
    facts: dict[str, dict[str, FoundFact]] = field(default_factory=dict)
    relations: list[FoundRelation] = field(default_factory=list)
    roles: dict[str, FoundRole] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return [thing.name for thing in self.things.values()]

    def add_thing(self, thing: FoundThing) -> None:
        """A new one, where the text speaks of it: nothing is kept that nobody named."""
        if comparable(thing.name) and self.grounds(thing.quote, thing.name) > GUESSED:
            self.things.setdefault(comparable(thing.name), thing)

    def add_fact(self, fact: FoundFact) -> None:
        owner, name = comparable(fact.thing), comparable(fact.name)
        if owner in self.things and name and name != owner:
            self.facts.setdefault(owner, {}).setdefault(name, fact)

    def add_relation(self, relation: FoundRelation) -> None:
        ends = comparable(relation.one), comparable(relation.other)
        if set(ends) <= self.things.keys() and relation not in self.relations:
            self.relations.append(relation)

    def add_role(self, role: FoundRole) -> None:
        if comparable(role.name) and self.grounds(role.quote, role.name) > GUESSED:
            self.roles.setdefault(comparable(role.name), role)

    def remove_thing(self, name: str) -> None:
        self.things.pop(name, None)
        self.facts.pop(name, None)
        self.relations = [one for one in self.relations if name not in (comparable(one.one), comparable(one.other))]

    def grounds(self, quote: str, name: str) -> float:
        """How sure it is that the text says so: its very words, the words of the name, or neither."""
        heard = f" {plain(self.text)} "
        if plain(quote) and f" {plain(quote)} " in heard:
            return SURE
        said = {comparable(word) for word in heard.split()}
        return TOLD if {comparable(word) for word in plain(name).split()} & said else GUESSED

    def evidence(self, quote: str, name: str) -> Evidence:
        sure = self.grounds(quote, name)
        if sure == GUESSED:
            return Evidence(suggested=True, confidence=GUESSED)
        return Evidence(words=quote.strip()[:300] if sure == SURE else name, confidence=sure)

    def reading(self) -> Reading:
        things = tuple(
            Thing(label=_capital(thing.name), facts=tuple(self._fact(one) for one in self.facts.get(key, {}).values()),
                  evidence=self.evidence(thing.quote, thing.name))
            for key, thing in self.things.items()
        )  # fmt: skip
        return Reading(
            title=self.title or "Application", things=things, links=tuple(self._links()),
            actors=tuple(self._actor(role) for role in self.roles.values()),
        )  # fmt: skip

    def _fact(self, fact: FoundFact) -> Fact:
        kind = _TYPES[fact.type]
        values = tuple(dict.fromkeys(_capital(value) for value in fact.values)) if kind is FieldType.ENUM else ()
        if kind is FieldType.ENUM and len(values) < 2:
            kind, values = FieldType.STRING, ()
        return Fact(
            label=_capital(fact.name), type=kind, required=fact.required, unique=fact.unique, values=values,
            evidence=self.evidence(fact.quote, fact.name),
        )  # fmt: skip

    def _links(self) -> Iterable[Link]:
        """The first thing that is said of two ends; what is contradicted later was asked about before."""
        tied: set[frozenset[str]] = set()
        for one in self.relations:
            ends = frozenset((comparable(one.one), comparable(one.other)))
            if ends not in tied:
                tied.add(ends)
                yield Link(
                    source=self.things[comparable(one.one)].name, target=self.things[comparable(one.other)].name,
                    source_many=_many(one.ones, Many.MANY), target_many=_many(one.others, Many.ONE),
                    required=one.required, evidence=self.evidence(one.quote, f"{one.one} {one.other}"),
                )  # fmt: skip

    def _actor(self, role: FoundRole) -> Actor:
        may = tuple(
            Permission(thing=self.things[comparable(one.thing)].name, actions=frozenset(one.actions))
            for one in role.may if comparable(one.thing) in self.things and one.actions
        )  # fmt: skip
        return Actor(label=_capital(role.name), may=may, evidence=self.evidence(role.quote, role.name))


def comparable(name: str) -> str:
    """A name as it is compared: lower case, singular, without marks."""
    *head, last = plain(name).split() or [""]
    return " ".join([*head, singular(last) if len(last) > 3 else last]).strip()


def plain(text: str) -> str:
    """The words of a text, in any script, one space between them."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", folded.replace("_", " ")))


def _capital(name: str) -> str:
    bare = " ".join(name.replace("_", " ").split())
    return bare[:1].upper() + bare[1:]


def _many(count: Count, otherwise: Many) -> Many:
    return otherwise if count is Count.UNKNOWN else Many(count.value)
