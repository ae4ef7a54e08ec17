"""What rules work with: a clause, the application's words, and what was talked about before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from schemas.errors import Permanent
from schemas.names import singular
from schemas.wishes import AnyWish, Doubt, Option, Refinement
from workers.prompt.refining.vocabulary import Kind, Named, Vocabulary, comparable, listed

ALIKE = 7
"""Letters that two words must begin with to be of one stem."""

MAX_OPTIONS = 12
"""How many choices a question offers at most."""

_IT = re.compile(
    r"(?:it|that|this|them|they|those|these|(?:that|this|the) (?:field|one|thing|column|fact))"
    r"(?:\s+(?:from|of|on|in)\s+.+)?$",
    re.IGNORECASE,
)
"""What refers to what was talked about before, perhaps with whose it is."""


@dataclass(slots=True)
class Talk:
    """`last` is what the clause before was about, `topic` the thing, `flags` what was said of it.

    `things` and `roles` are the labels of what the text adds.
    """

    words: Vocabulary
    last: Named | None = None
    topic: str | None = None
    flags: dict[str, object] = field(default_factory=dict)
    things: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)

    def find(self, phrase: str, *kinds: Kind) -> tuple[Named, ...]:
        """What a phrase names; what "it" refers to, where something was talked about."""
        if _IT.match(phrase.strip()) and self.last and self.last.kind in (kinds or tuple(Kind)):
            return (self.last,)
        return self.words.find(phrase, kinds or tuple(Kind), self._owner(phrase, kinds))

    def _owner(self, phrase: str, kinds: tuple[Kind, ...]) -> str | None:
        """Where several things have it, that of the thing that was just talked about is meant."""
        if self.last is None or Kind.ENTITY in kinds or not kinds:
            return None
        return self.last.owner if self.words.find(phrase, kinds, self.last.owner) else None

    def thing(self, phrase: str) -> str | None:
        """The name of the entity that a phrase names, or the label of one that the text adds."""
        if re.fullmatch(r"(?:it|they|these|those|each|each of them)", phrase.strip(), re.IGNORECASE):
            return self.topic
        if entity := self.words.entity(phrase):
            self.topic = str(entity.name)
            return self.topic
        said = comparable(phrase)
        self.topic = next((label for label in self.things if comparable(label) == said), self.topic)
        return self.topic if self.topic and comparable(self.topic) == said else None

    def role(self, phrase: str) -> str | None:
        """The path of a role, or the label of one that the text adds."""
        if named := self.words.role(phrase):
            return named.path
        said = comparable(phrase)
        known = next((label for label in self.roles if comparable(label) == said), None)
        return known or self._alike(said)

    def _alike(self, said: str) -> str | None:
        """The one role whose name begins like what was said: housekeeping is for housekeepers."""
        found = [
            one.path
            for one in self.words.all(Kind.ROLE)
            if said and one.path[1:].startswith(said[:ALIKE]) and len(said) >= ALIKE
        ]
        return found[0] if len(found) == 1 else None


Rule = Callable[[str, Talk], Refinement | None]
"""What a clause wants, as one pattern of speech understands it; None where it is not of that pattern."""


def wish(*wishes: AnyWish) -> Refinement:
    return Refinement(wishes=wishes)


def meant(found: tuple[Named, ...], phrase: str, talk: Talk, do: Callable[[Named], Iterable[AnyWish]]) -> Refinement:
    """Do it with what the phrase names; ask where that is several. Raises Permanent where it is nothing."""
    if not found:
        known = ", ".join(entity.label for entity in talk.words.spec.entities)
        raise Permanent(f"The application has no {phrase.strip()!r}. It has: {known}. Use the names that it shows.")
    if len(found) == 1:
        talk.last, talk.topic = found[0], found[0].owner or talk.topic
        return wish(*do(found[0]))
    return ask(f"Which one is meant by {phrase.strip()!r}: {listed(found)}?", found, do)


def ask(question: str, found: Iterable[Named], do: Callable[[Named], Iterable[AnyWish]]) -> Refinement:
    options = tuple(Option(label=one.said[0].upper() + one.said[1:], wishes=tuple(do(one))) for one in found)
    return Refinement(doubts=(Doubt(question=question, options=options[:MAX_OPTIONS]),))


def together(parts: Iterable[Refinement]) -> Refinement:
    """Several understood as one. What is certain in a clause waits with what is in doubt in it."""
    parts = tuple(parts)
    wishes = tuple(one for part in parts for one in part.wishes)
    doubts = tuple(one for part in parts for one in part.doubts)
    if not doubts or not wishes:
        return Refinement(wishes=wishes, doubts=doubts)
    first = doubts[0]
    options = tuple(Option(label=one.label, wishes=(*wishes, *one.wishes)) for one in first.options)
    return Refinement(doubts=(Doubt(question=first.question, options=options), *doubts[1:]))


def items(text: str) -> list[str]:
    """The parts of "a, b and c"."""
    parts = re.split(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|as well as)\s+", text.strip())
    return [part.strip() for part in parts if part.strip()]


def singular_of(phrase: str) -> str:
    """A name in the singular: of "work logs" a work log."""
    *head, last = phrase.split() or [""]
    return " ".join([*head, singular(last)]).strip()


def plain(text: str) -> str:
    """A phrase without its article, quotes and end."""
    bare = re.sub(
        r"^(?:the|an?|our|their|its|each|every|some|any|new|another)\s+", "", text.strip(), flags=re.IGNORECASE
    )
    return bare.strip(" \"'“”‘’.,;:")
