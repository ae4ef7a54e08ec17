"""Identity at birth: what a spec leaves out (ids, labels, plurals, columns) is made from its names, once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

from schemas.names import MAX_LABEL, Name, plural

NAMESPACE = UUID("5d9c7cf8-7a8f-5c1e-9d3e-6b0f4f1a7a10")
"""The namespace of application ids that were not given one by a workspace (a spec rendered from a file)."""

Raw = dict[str, Any]


def give_identity(spec: Raw) -> Raw:
    """Fill in what a spec, as plain data, leaves out. Wrong shapes pass untouched, for the types to report."""
    spec = dict(spec)
    if not isinstance(spec.get("app"), dict):
        return spec
    app = spec["app"] = dict(spec["app"])
    if "name" not in app and isinstance(app.get("label"), str):
        app["name"] = str(Name.from_label(app["label"], fallback="app"))
    _label(app)
    app.setdefault("id", str(uuid5(NAMESPACE, str(app.get("name")))))
    birth = _Birth(app["id"], spec)

    _entities(spec, birth)
    _relations(spec, birth)
    for kind in ("enums", "roles"):
        for element in _copied(spec, kind):
            _name(element)
            birth.element(element, f"{kind}/{element.get('name')}")
    for enum in _copied(spec, "enums"):
        enum["values"] = [_enum_value(value) for value in _list(enum.get("values"))]
    return spec


def _entities(spec: Raw, birth: _Birth) -> None:
    for entity in _copied(spec, "entities"):
        _name(entity)
        birth.element(entity, f"entity/{entity.get('name')}")
        birth.column(entity, "entity")
        _plural(entity)
        for field in _copied(entity, "fields"):
            _name(field)
            birth.element(field, f"field/{entity['id']}/{field.get('name')}")
            birth.column(field, f"field/{entity['id']}")
            for transition in _copied(field, "transitions"):
                _name(transition)
                birth.element(transition, f"transition/{field['id']}/{transition.get('name')}")


def _relations(spec: Raw, birth: _Birth) -> None:
    relations = _copied(spec, "relations")
    for relation in relations:
        relation.setdefault("name", relation.get("target"))
        birth.element(relation, f"relation/{relation.get('source')}/{relation.get('name')}")
        birth.column(relation, _scope(spec, relation))
        if "reverse_name" not in relation:
            relation["reverse_name"] = _reverse(relation, relations, _standing(spec, relation))
        if "reverse_label" not in relation:
            relation["reverse_label"] = _words(relation["reverse_name"])


class _Birth:
    """Makes ids and columns, never one that is taken: a name set free by a rename may be used again."""

    def __init__(self, app_id: Any, spec: Raw) -> None:
        self._app_id = app_id if isinstance(app_id, UUID) else _uuid(app_id)
        self._ids = {str(element["id"]) for element in _walk(spec) if "id" in element}
        self._columns: dict[str, set[str]] = {}
        for scope, element in _stored(spec):
            self._columns.setdefault(scope, set()).add(str(element["stored_as"]))

    def element(self, element: Raw, path: str) -> None:
        _label(element)
        if "id" in element:
            return
        number, identity = 1, str(uuid5(self._app_id, path))
        while identity in self._ids:
            number += 1
            identity = str(uuid5(self._app_id, f"{path}/{number}"))
        self._ids.add(identity)
        element["id"] = identity

    def column(self, element: Raw, scope: str) -> None:
        if "stored_as" in element or not isinstance(element.get("name"), str):
            return
        taken = self._columns.setdefault(scope, set())
        element["stored_as"] = str(Name.from_label(element["name"], taken))
        taken.add(element["stored_as"])


def _walk(spec: Raw) -> Iterator[Raw]:
    for kind in ("entities", "relations", "enums", "roles"):
        for element in _list(spec.get(kind)):
            if isinstance(element, dict):
                yield element
                for field in _list(element.get("fields")):
                    if isinstance(field, dict):
                        yield field
                        yield from (step for step in _list(field.get("transitions")) if isinstance(step, dict))


def _stored(spec: Raw) -> Iterator[tuple[str, Raw]]:
    for entity in _list(spec.get("entities")):
        if not isinstance(entity, dict):
            continue
        if "stored_as" in entity:
            yield "entity", entity
        for field in _list(entity.get("fields")):
            if isinstance(field, dict) and "stored_as" in field:
                yield f"field/{entity.get('id')}", field
    for relation in _list(spec.get("relations")):
        if isinstance(relation, dict) and "stored_as" in relation:
            yield _scope(spec, relation), relation


def _scope(spec: Raw, relation: Raw) -> str:
    """The scope in which a relation's column must be unique: that of the fields of its source."""
    named = (part for part in _list(spec.get("entities")) if isinstance(part, dict))
    return next((f"field/{part.get('id')}" for part in named if part.get("name") == relation.get("source")), "nowhere")


def _copied(parent: Raw, kind: str) -> list[Raw]:
    """The parts of a kind, copied into `parent` to be filled in; what is no mapping stays for the types to report."""
    parent[kind] = [dict(part) if isinstance(part, dict) else part for part in _list(parent.get(kind))]
    return [part for part in parent[kind] if isinstance(part, dict)]


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _uuid(value: Any) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        return uuid5(NAMESPACE, json.dumps(value, default=str))


def _words(name: Any) -> str:
    return str(name).replace("_", " ").capitalize()


def _label(element: Raw) -> None:
    if "label" not in element and "name" in element:
        element["label"] = _words(element["name"])


def _name(element: Raw) -> None:
    if "name" not in element and isinstance(element.get("label"), str):
        element["name"] = str(Name.from_label(element["label"]))


def _plural(entity: Raw) -> None:
    if not isinstance(entity.get("name"), str):
        return
    if "plural" not in entity:
        *head, last = entity["name"].split("_")
        entity["plural"] = str(Name.from_label("_".join([*head, plural(last)])))
    if "plural_label" not in entity:
        *words, last = str(entity["label"]).split(" ")
        ending = plural(last) if last.isalpha() and last.isascii() else last
        entity["plural_label"] = " ".join([*words, ending])[:MAX_LABEL]


def _standing(spec: Raw, relation: Raw) -> set[str]:
    """The names that stand on the other side of a relation already: of fields, and of relations that begin there."""
    there = [part for part in _list(spec.get("entities")) if isinstance(part, dict)]
    fields = [field for part in there if part.get("name") == relation.get("target") for field in part["fields"]]
    begun = [one for one in _list(spec.get("relations")) if isinstance(one, dict) and one is not relation]
    back = [one for one in begun if one.get("source") == relation.get("target")]
    return {str(part.get("name") or part.get("target")) for part in (*fields, *back) if isinstance(part, dict)}


def _reverse(relation: Raw, relations: list[Raw], standing: set[str]) -> str:
    source = str(relation.get("source"))
    twins = [
        other for other in relations if (other.get("source"), other.get("target")) == (source, relation.get("target"))
    ]
    *head, last = source.split("_")
    stem = source if relation.get("kind") == "one_to_one" else "_".join([*head, plural(last)])
    alone = len(twins) == 1 and relation.get("source") != relation.get("target") and stem not in standing
    return str(Name.from_label(stem if alone else f"{stem}_as_{relation.get('name')}"))


def _enum_value(value: Any) -> Any:
    if isinstance(value, str):
        return {"name": str(Name.from_label(value)), "label": value}
    if isinstance(value, dict):
        value = dict(value)
        _name(value)
        _label(value)
    return value
