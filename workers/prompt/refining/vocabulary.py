"""The words of an application: which of its elements a phrase names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from schemas.names import singular
from schemas.spec import AppSpec, Entity, Enum, Field, Relation
from schemas.wishes import ROLE, VALUE


class Kind(StrEnum):
    ENTITY = "entity"
    FIELD = "field"
    RELATION = "relation"
    VALUE = "value"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Named:
    """An element of the spec. `owner` is its entity; `said` how a question speaks of it."""

    kind: Kind
    path: str
    said: str
    owner: str | None = None


Words = tuple[str, ...]

_ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "our",
        "all",
        "any",
        "each",
        "every",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "your",
        "some",
        "another",
        "of",
        "new",
        "also",
        "his",
        "her",
    ]
)
_OF = re.compile(r"\s+(?:of|on|in|from|for|at|to|by|with|between)\s+", re.IGNORECASE)
_OWNED = re.compile(r"(?:['’]s|(?<=s)['’])\s+", re.IGNORECASE)


class Vocabulary:
    """Finds the elements of a spec by what people call them."""

    def __init__(self, spec: AppSpec) -> None:
        self.spec = spec
        self._names: list[tuple[Named, tuple[Words, ...]]] = list(_named(spec))

    def find(self, phrase: str, kinds: Collection[Kind] = tuple(Kind), owner: str | None = None) -> tuple[Named, ...]:
        """The elements that the phrase names best, in the order of the spec; none where it names none."""
        best = 0
        found: tuple[Named, ...] = ()
        for left, right in _splits(phrase):
            owners = self._best(_words(right), (Kind.ENTITY,), None)[1] if right else ()
            if right and len(owners) != 1:
                continue
            score, named = self._best(_words(left), kinds, owners[0].path if owners else owner)
            if score > best:
                best, found = score, named
        return found

    def direct(self, phrase: str, kinds: Collection[Kind], owner: str) -> tuple[Named, ...]:
        """As `find`, the phrase taken whole: "number of guests" is no number."""
        return self._best(_words(phrase), kinds, owner)[1]

    def one(self, phrase: str, *kinds: Kind) -> Named | None:
        """The only element that the phrase names, if it is only one."""
        found = self.find(phrase, kinds or tuple(Kind))
        return found[0] if len(found) == 1 else None

    def entity(self, phrase: str) -> Entity | None:
        found = self.one(phrase, Kind.ENTITY)
        return self.spec.entity(found.path) if found else None

    def role(self, phrase: str) -> Named | None:
        return self.one(phrase, Kind.ROLE)

    def field(self, path: str) -> Field | None:
        """The field at a path; None where a relation stands there."""
        owner, _, name = path.partition(".")
        return next((field for field in self.spec.entity(owner).fields if field.name == name), None)

    def relation(self, path: str) -> Relation:
        owner, _, name = path.partition(".")
        return next(one for one in self.spec.relations if (one.source, one.name) == (owner, name))

    def all(self, *kinds: Kind) -> tuple[Named, ...]:
        return tuple(named for named, _ in self._names if named.kind in kinds)

    def between(self, one: str, other: str) -> tuple[Relation, ...]:
        """The relations between two entities, whichever points to which."""
        ends = {one, other}
        return tuple(link for link in self.spec.relations if {link.source, link.target} == ends)

    def _best(self, words: Words, kinds: Collection[Kind], owner: str | None) -> tuple[int, tuple[Named, ...]]:
        """The elements that are most like the words, and how like they are."""
        scored = [
            (max(_likeness(words, name) for name in names), named)
            for named, names in self._names
            if named.kind in kinds and (owner is None or named.owner == owner)
        ]
        best = max((score for score, _ in scored), default=0) if words else 0
        return best, tuple(named for score, named in scored if score == best) if best else ()


def _splits(phrase: str) -> Iterator[tuple[str, str]]:
    """The ways to part "the price of products", "the product's price" and "product price" into what and whose."""
    yield phrase, ""
    for pattern, turned in ((_OWNED, True), (_OF, False)):
        for match in pattern.finditer(phrase):
            parts = phrase[: match.start()], phrase[match.end() :]
            yield (parts[1], parts[0]) if turned else parts
    words = phrase.split()
    for cut in range(len(words) - 1, 0, -1):
        yield " ".join(words[cut:]), " ".join(words[:cut])


def _named(spec: AppSpec) -> Iterator[tuple[Named, tuple[Words, ...]]]:
    for entity in spec.entities:
        yield Named(Kind.ENTITY, entity.name, entity.plural_label.lower(), entity.name), _forms(entity)
        for field in entity.fields:
            path = f"{entity.name}.{field.name}"
            whose = f"of {entity.plural_label.lower()}"
            yield Named(Kind.FIELD, path, f"the {field.label.lower()} {whose}", entity.name), _forms(field)
            yield from _values(spec, field, path, entity)
    for relation in spec.relations:
        path = f"{relation.source}.{relation.name}"
        said = f"the {relation.label.lower()} of {relation.source.replace('_', ' ')}"
        names = (*_forms(relation), _words(relation.target.replace("_", " ")))
        yield Named(Kind.RELATION, path, said, relation.source), names
    for role in spec.roles:
        yield Named(Kind.ROLE, f"{ROLE}{role.name}", f"the role {role.label.lower()}"), _forms(role)


def _values(spec: AppSpec, field: Field, path: str, entity: Entity) -> Iterator[tuple[Named, tuple[Words, ...]]]:
    for value in spec.enum(field.enum).values if field.enum else ():
        said = f"the {field.label.lower()} {value.label} of {entity.plural_label.lower()}"
        name = _words(value.label)
        long = (*_words(field.label), *name)
        yield Named(Kind.VALUE, f"{path}{VALUE}{value.name}", said, entity.name), (name, long)


def _forms(element: Entity | Field | Relation | Enum | object) -> tuple[Words, ...]:
    name, label = getattr(element, "name", ""), getattr(element, "label", "")
    return tuple(dict.fromkeys((_words(name.replace("_", " ")), _words(label))))


def _likeness(said: Words, name: Words) -> int:
    """4: the same words; 3: the same but for synonyms; 2, 1: but for what people leave out or add. 0: not alike."""
    if said == name:
        return 4
    one, other = {_group(word) for word in said}, {_group(word) for word in name}
    if one == other:
        return 3
    loose = _lists()[1]
    small, large = one - loose, other - loose
    if small and small == large:
        return 2
    if one and one < other and (other - one) & (loose | {"date"}) and not small:
        return 1
    if one == {"date"} and other & {"on", "at", "date", "deadline"}:
        return 1
    return 0


def _words(text: str) -> Words:
    """A phrase as comparable words: lower case, singular, without articles and quotes."""
    found = re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.lower().replace("e-mail", "email"))
    parts = [part for word in found for part in word.split("-")]
    kept = [_bare(word) for word in parts if word not in _ARTICLES]
    kinds = _lists()[2]
    return tuple(word for word in kept if word not in kinds) or tuple(kept)


@cache
def _bare(word: str) -> str:
    return word if len(word) < 4 or word.endswith(("ss", "us", "is")) else singular(word)


def _group(word: str) -> str:
    return _lists()[0].get(word, word)


@cache
def _lists() -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    data = tomllib.loads(files(__package__).joinpath("synonyms.toml").read_text(encoding="utf-8"))
    groups = {word: line.split()[0] for line in data["groups"] for word in line.split()}
    return groups, frozenset(data["loose"].split()), frozenset(data["kinds"].split())


def comparable(text: str) -> str:
    """A phrase as it is compared."""
    return " ".join(_words(text))


def listed(found: Iterable[Named]) -> str:
    """ "a, b or c"."""
    said = [one.said for one in found]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"
