"""What the owner of each description in `tests/sentences` would expect to find, and how much of it a model holds.

A model is what an application offers: its entities by name, each with the names of its fields, relations among them.
Names are compared by their words: letter case, number, order, hyphens and small words make no difference. Where
several names are as good, an expectation lists them all. Written before the first description was ever read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from schemas.names import singular
from schemas.spec import AppSpec

Model = Mapping[str, frozenset[str]]

SENTENCES = Path(__file__).parent / "sentences"
"""Ten descriptions whose results were seen while the engine was improved: what is read of them must stay read."""

UNSEEN = SENTENCES / "unseen"
"""Five more, by someone who never saw the engine; whoever changes it does not look at them."""

_SMALL = frozenset({"a", "an", "the", "of"})


class ExpectedEntity(NamedTuple):
    names: tuple[str, ...]
    fields: tuple[tuple[str, ...], ...]


class Expectation(NamedTuple):
    title: str
    text: str
    entities: tuple[ExpectedEntity, ...]
    relations: tuple[tuple[str, str], ...]


class Found(NamedTuple):
    """How many entities and fields were expected, and which of them a model lacks; the same for relations."""

    expected: int
    missing: tuple[str, ...]
    relations: int
    missing_relations: tuple[str, ...]

    @property
    def share(self) -> float:
        """Of the expected entities and fields, the share that was found."""
        return 1 - len(self.missing) / self.expected


def expectations(folder: Path = SENTENCES) -> tuple[Expectation, ...]:
    """All of a folder, by the name of their file."""
    return tuple(_read(path) for path in sorted(folder.glob("*.json")))


def compare(expectation: Expectation, model: Model) -> Found:
    """Look for everything that was expected."""
    missing: list[str] = []
    homes: dict[str, str | None] = {}
    for entity in expectation.entities:
        home = homes[entity.names[0]] = _entity(entity.names, model)
        if home is None:
            missing.append(entity.names[0])
        missing.extend(
            f"{entity.names[0]}.{names[0]}"
            for names in entity.fields
            if home is None or not _field(names, home, model[home])
        )
    missing_relations = tuple(
        f"{source} - {target}" for source, target in expectation.relations
        if not _related(homes[source], homes[target], model)
    )  # fmt: skip
    expected = sum(1 + len(entity.fields) for entity in expectation.entities)
    return Found(expected, tuple(missing), len(expectation.relations), missing_relations)


def model_of_spec(spec: AppSpec) -> Model:
    """What an application made from a spec would offer. A relation is a field named for what it points to."""
    model = {}
    for entity in spec.entities:
        links = [relation for relation in spec.relations if relation.source == entity.name]
        names = {str(link.target) for link in links} | {str(link.name) for link in links}
        model[str(entity.name)] = frozenset(names | {str(field.name) for field in entity.fields})
    return model


def model_of_api(document: Mapping[str, Any]) -> Model:
    """What an application offers, from its OpenAPI document: the bodies that its collections accept."""
    schemas = document["components"]["schemas"]
    model = {}
    for path, methods in document["paths"].items():
        collection = re.fullmatch(r"/api/([^/{]+)/", path)
        if collection and "get" in methods and "post" in methods:
            reference = methods["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
            properties = schemas[reference.rsplit("/", 1)[-1]].get("properties", {})
            model[collection[1]] = frozenset(properties)
    return model


def words(name: str) -> frozenset[str]:
    """The words of a name, comparable: `VATNumber`, `vat_numbers` and `number of VAT` have the same."""
    spread = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", re.sub(r"\b[Ee]-mail", "email", name))
    found = [singular(word.lower()) for word in re.findall(r"[^\W_]+", spread)]
    return frozenset(word for word in found if word not in _SMALL)


def _read(path: Path) -> Expectation:
    data = json.loads(path.read_text(encoding="utf-8"))
    entities = tuple(
        ExpectedEntity(tuple(entity["name"]), tuple(tuple(names) for names in entity["fields"]))
        for entity in data["entities"]
    )
    return Expectation(path.stem, data["text"], entities, tuple((a, b) for a, b in data["relations"]))


def _entity(names: tuple[str, ...], model: Model) -> str | None:
    return next((found for name in names for found in model if words(found) == words(name)), None)


def _field(names: tuple[str, ...], entity: str, fields: frozenset[str]) -> bool:
    """Whether one of the names is among the fields; `costume size` of a costume is its `size`."""
    return any(_same(words(field), words(name), words(entity)) for name in names for field in fields)


def _same(field: frozenset[str], name: frozenset[str], entity: frozenset[str]) -> bool:
    return field == name or (field - entity == name - entity and bool(name - entity))


def _related(source: str | None, target: str | None, model: Model) -> bool:
    """Whether one entity has the other as a field, or a third one has both."""
    if source is None or target is None:
        return False
    if _points(source, target, model) or _points(target, source, model):
        return True
    return any(_points(third, source, model) and _points(third, target, model) for third in model)


def _points(source: str, target: str, model: Model) -> bool:
    return any(words(field) == words(target) for field in model[source])
