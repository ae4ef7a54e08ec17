"""What refers by name to what, in a spec as plain data: followed when something is renamed, cleared when it goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.errors import InvalidSpec, Problem
from schemas.expressions import ExpressionError, renamed, used
from schemas.spec import USER

Raw = dict[str, Any]

LISTS = ("search", "columns")
GROUPS = ("unique_together", "indexes")
SETS = ("read", "write")


def follow(raw: Raw, element: Raw, old: str, key: str = "name") -> None:
    """Let everything that refers to an element by its old name use its new one; `key`: "name" or "reverse_name"."""
    new = element[key]
    if element in raw["entities"]:
        holders = [(link, end) for link in raw["relations"] for end in ("source", "target", "through")]
        _replace([*holders, *((grant, "entity") for grant in _grants(raw))], old, new)
    elif element in raw["enums"]:
        _replace([(field, "enum") for field in _fields(raw)], old, new)
    elif element in raw["roles"]:
        for step in _transitions(raw):
            step["roles"] = [new if role == old else role for role in step["roles"]]
    elif element in raw["relations"]:
        _follow_path(raw, element, old, key)
        if key == "name":
            _follow_part(raw, _owner(raw, element), old, new)
    else:
        for entity in raw["entities"]:
            if element in entity["fields"]:
                _follow_part(raw, entity, old, new)


def clear(raw: Raw, element: Raw, path: str) -> None:
    """Take an element out, and what cannot be without it. Raises InvalidSpec where that would let more people in."""
    if element in raw["entities"]:
        name = element["name"]
        for link in [link for link in raw["relations"] if name in (link["source"], link["target"], link["through"])]:
            clear(raw, link, path)
        _drop_grants(raw, [grant for grant in _grants(raw) if grant["entity"] == name])
        raw["entities"] = _without(raw["entities"], element)
    elif element in raw["relations"]:
        _clear_relation(raw, element, path)
    elif element in raw["roles"]:
        _clear_role(raw, element, path)
    elif element in raw["enums"]:
        raw["enums"] = _without(raw["enums"], element)
    else:
        _clear_from_fields(raw, element)


def steps(raw: Raw, grant: Raw) -> Iterator[tuple[int, Raw, str]]:
    """Along the path of a grant: which place names which relation, by its `name` or its `reverse_name`."""
    here = grant["entity"]
    for number, name in enumerate(grant["rows"] if isinstance(grant["rows"], list) else ()):
        for link in raw["relations"]:
            if link["source"] == here and link["name"] == name:
                yield number, link, "name"
                here = link["target"]
                break
            if link["target"] == here and link["reverse_name"] == name and here != USER:
                yield number, link, "reverse_name"
                here = link["source"]
                break
        else:
            return


def _replace(holders: list[tuple[Raw, str]], old: str, new: str) -> None:
    for holder, key in holders:
        if holder.get(key) == old:
            holder[key] = new


def _follow_part(raw: Raw, entity: Raw, old: str, new: str) -> None:
    """For a field, or a relation that begins at the entity."""
    _replace([(entity, "display"), (entity, "owner")], old, new)
    entity["order"] = [name.replace(old, new) if name.removeprefix("-") == old else name for name in entity["order"]]
    for kind in LISTS:
        if entity[kind] is not None:
            entity[kind] = [new if name == old else name for name in entity[kind]]
    for kind in GROUPS:
        entity[kind] = [[new if name == old else name for name in group] for group in entity[kind]]
    for field in entity["fields"]:
        if field["expression"] is not None:
            field["expression"] = renamed(field["expression"], old, new)
    for grant in _grants(raw):
        for kind in SETS:
            if grant["entity"] == entity["name"] and grant[kind] is not None:
                grant[kind] = [new if name == old else name for name in grant[kind]]


def _follow_path(raw: Raw, link: Raw, old: str, key: str) -> None:
    new, link[key] = link[key], old
    found = [
        (grant, number)
        for grant in _grants(raw)
        for number, one, way in steps(raw, grant)
        if one is link and way == key
    ]
    link[key] = new
    for grant, number in found:
        grant["rows"] = [*grant["rows"][:number], new, *grant["rows"][number + 1 :]]


def _clear_relation(raw: Raw, link: Raw, path: str) -> None:
    crossing = [grant for grant in _grants(raw) if any(one is link for _, one, _ in steps(raw, grant))]
    entity = _owner(raw, link)
    if entity.get("owner") == link["name"]:
        crossing += [grant for grant in _grants(raw) if grant["entity"] == entity["name"] and grant["rows"] == "own"]
        entity["owner"] = None
    _drop_grants(raw, crossing)
    _clear_part(raw, entity, link["name"])
    raw["relations"] = _without(raw["relations"], link)
    for other in [one for one in raw["relations"] if one["through"] == link["source"]]:
        if link["target"] in (other["source"], other["target"]):
            clear(raw, other, path)


def _clear_role(raw: Raw, role: Raw, path: str) -> None:
    name = role["name"]
    if alone := [step["name"] for step in _transitions(raw) if step["roles"] == [name]]:
        raise InvalidSpec([
            Problem(path, f"only {name!r} may take {', '.join(map(repr, alone))}: without it everybody could.",
                    "Give these transitions another role first, or remove them.")
        ])  # fmt: skip
    for step in _transitions(raw):
        step["roles"] = [one for one in step["roles"] if one != name]
    raw["roles"] = _without(raw["roles"], role)


def _clear_from_fields(raw: Raw, element: Raw) -> None:
    """A field, with what is computed from it; or a transition."""
    for entity in raw["entities"]:
        for field in entity["fields"]:
            field["transitions"] = _without(field["transitions"], element)
        if element not in entity["fields"]:
            continue
        entity["fields"] = _without(entity["fields"], element)
        _clear_part(raw, entity, element["name"])
        for field in [one for one in entity["fields"] if _uses(one, element["name"])]:
            entity["fields"] = _without(entity["fields"], field)
            _clear_part(raw, entity, field["name"])


def _clear_part(raw: Raw, entity: Raw, name: str) -> None:
    """Nothing names a field or relation of the entity any more. A grant gets narrower, never wider."""
    if not entity:
        return
    entity["display"] = None if entity["display"] == name else entity["display"]
    entity["order"] = [one for one in entity["order"] if one.removeprefix("-") != name]
    for kind in LISTS:
        if entity[kind] is not None:
            entity[kind] = [one for one in entity[kind] if one != name] or None
    for kind in GROUPS:
        entity[kind] = [group for group in entity[kind] if name not in group]
    for grant in _grants(raw):
        for kind in SETS:
            if grant["entity"] == entity["name"] and grant[kind] is not None:
                grant[kind] = [one for one in grant[kind] if one != name]


def _drop_grants(raw: Raw, grants: list[Raw]) -> None:
    for role in raw["roles"]:
        role["grants"] = [grant for grant in role["grants"] if all(grant is not one for one in grants)]


def _uses(field: Raw, name: str) -> bool:
    try:
        return field["expression"] is not None and name in used(field["expression"])
    except ExpressionError:
        return False


def _owner(raw: Raw, link: Raw) -> Raw:
    """The entity at which a relation begins; empty where there is none."""
    return next((entity for entity in raw["entities"] if entity["name"] == link["source"]), {})


def _grants(raw: Raw) -> list[Raw]:
    return [grant for role in raw["roles"] for grant in role["grants"]]


def _fields(raw: Raw) -> list[Raw]:
    return [field for entity in raw["entities"] for field in entity["fields"]]


def _transitions(raw: Raw) -> list[Raw]:
    return [step for field in _fields(raw) for step in field["transitions"]]


def _without(parts: list[Raw], element: Raw) -> list[Raw]:
    return [part for part in parts if part is not element]
