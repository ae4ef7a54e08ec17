"""What a database still holds although the application no longer uses it, by table and column.

Where something new is to stand under the same name, the old is set aside: renamed, with the migration's number.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Step = dict[str, Any]


LEAVING = frozenset({"EntityRemoved", "FieldRemoved", "DeletionHardened", "RelationRemoved"})
"""Steps after which the database still holds what the application no longer uses."""


def keep(steps: Iterable[Step], kept: frozenset[str], number: str) -> tuple[tuple[Step, ...], frozenset[str]]:
    """The steps, those that need a name which is taken with what to set `aside`; and what is kept after them."""
    names, done = set(kept), []
    for step in steps:
        removed, added = _names(step, number)
        aside = {}
        for name in sorted(added & names):
            moved = f"{name[:56]}__{number}" if "." not in name else f"{name}__{number}"
            aside[name] = moved
            names = {_renamed(one, name, moved) for one in names}
        if step["kind"] == "Forgotten":
            if step["place"] not in names:
                continue
            names = {one for one in names if one != step["place"] and not one.startswith(f"{step['place']}.")}
        names |= removed
        done.append({**step, "aside": aside})
    return tuple(done), frozenset(names)


def _names(step: Step, number: str) -> tuple[set[str], set[str]]:
    """What a step leaves behind, and what it makes."""
    match step:
        case {"kind": "EntityRemoved" | "EntityAdded" as kind, "entity": entity}:
            names = {str(entity.stored_as)}
        case {"kind": "FieldRemoved" | "FieldAdded" | "ComputedAdded" as kind, "entity": entity, "field": field}:
            names = {f"{entity.stored_as}.{field.stored_as}"}
        case {"kind": "DeletionHardened" | "DeletionSoftened" as kind, "entity": entity}:
            names = {f"{entity.stored_as}.deleted_at"}
        case {"kind": "RelationRemoved" | "RelationAdded" as kind, "relation": relation}:
            names = _place(relation)
        case {"kind": "FieldRecast", "entity": entity, "new": field}:
            return {f"{entity.stored_as}.{field.stored_as}__{number}"}, set()
        case {"kind": "RelationRekinded", "old": old, "new": new}:
            return _place(old), _place(new)
        case _:
            return set(), set()
    return (names, set()) if kind in LEAVING else (set(), names)


def _place(relation: Any) -> set[str]:
    if relation.through:
        return set()
    return {str(relation.link_table) if relation.to_many else f"{relation.source.stored_as}.{relation.stored_as}"}


def _renamed(name: str, old: str, new: str) -> str:
    """A column goes with its table."""
    if name == old:
        return new
    return f"{new}{name.removeprefix(old)}" if name.startswith(f"{old}.") else name
