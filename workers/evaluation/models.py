"""A model of a text as it is compared: entities, attributes and which entities are related."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workers.evaluation.wording import Words, words

Pair = tuple[int, int]
_KEYS = frozenset({"id", "pk", "uuid", "guid", "fk"})
_AUDIT = re.compile(
    r"^(created?|creation|updated?|update|modified|modification|deleted?|deletion|last updated?|last modified)"
    r"( (at|on|by|time|date|timestamp|datetime|user))*$"
)


@dataclass(slots=True)
class Compared:
    """An entity: its name, its attributes without keys."""

    name: str
    words: Words
    attributes: list[Words] = field(default_factory=list)


@dataclass(slots=True)
class Model:
    """Entities by number; `pairs` are related. What is optional costs nothing when it is missed."""

    entities: list[Compared]
    pairs: set[Pair]
    strays: int
    parents: dict[int, set[int]]
    optional_entities: frozenset[int]
    optional_pairs: frozenset[Pair]
    enums: tuple[Words, ...]


def parse(raw: Mapping[str, Any], *, suggested: bool = True) -> Model:
    """A model from its JSON form; without what is marked as suggested where that is not wanted."""
    kept = [entity for entity in raw.get("entities") or () if entity.get("name") and _wanted(entity, suggested)]
    merged: dict[str, list[Any]] = {}
    for entity in kept:
        merged.setdefault(str(entity["name"]).strip(), []).extend(entity.get("attributes") or ())
    entities = [Compared(name, words(name)) for name in merged]
    names = {frozenset(entity.words) for entity in entities}
    for entity, attributes in zip(entities, merged.values(), strict=True):
        entity.attributes = _attributes([one for one in attributes if _wanted(one, suggested)], entity.words, names)
    numbers = {entity.name: number for number, entity in enumerate(entities)}
    optional = frozenset(numbers[str(entity["name"]).strip()] for entity in kept if entity.get("optional"))
    relations = [one for one in raw.get("relations") or () if _wanted(one, suggested)]
    enums = tuple(words(str(enum.get("name") if isinstance(enum, dict) else enum)) for enum in raw.get("enums") or ())
    return _related(entities, relations, optional, enums)


def _related(
    entities: list[Compared], relations: list[Any], optional: frozenset[int], enums: tuple[Words, ...]
) -> Model:
    ends = {entity.name.lower(): number for number, entity in enumerate(entities)}
    known: dict[frozenset[str], int] = {}
    for number, entity in enumerate(entities):
        known.setdefault(frozenset(entity.words), number)
    pairs: set[Pair] = set()
    strays: set[tuple[str, str]] = set()
    needed: set[Pair] = set()
    parents: dict[int, set[int]] = defaultdict(set)
    for relation in relations:
        source, target = (str(relation.get(end) or "").strip() for end in ("from", "to"))
        one, other = (ends.get(end.lower(), known.get(frozenset(words(end)))) for end in (source, target))
        if one is None or other is None:
            strays.add((source.lower(), target.lower()))
            continue
        pair = (min(one, other), max(one, other))
        pairs.add(pair)
        if not relation.get("optional"):
            needed.add(pair)
        if relation.get("kind") == "inheritance":
            parents[one].add(other)
    return Model(entities, pairs, len(strays), parents, optional, frozenset(pairs - needed), enums)


def _wanted(element: Any, suggested: bool) -> bool:
    return suggested or not (isinstance(element, dict) and element.get("suggested"))


def _attributes(raw: list[Any], owner: Words, entities: set[frozenset[str]]) -> list[Words]:
    """The names of attributes, without the row's own key and what stands for another row."""
    found: dict[Words, None] = {}
    for one in raw:
        name = words(str(one.get("name", "")) if isinstance(one, dict) else str(one))
        rest = tuple(word for word in name if word not in _KEYS)
        key = len(rest) < len(name) and (not rest or set(rest) <= set(owner) or frozenset(rest) in entities)
        if name and not key:
            found[name] = None
    return list(found)


def audit(name: Words) -> bool:
    """Whether an attribute only says who changed a row and when."""
    return bool(_AUDIT.match(" ".join(name)))
