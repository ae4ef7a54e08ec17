"""What a database still holds although the application no longer uses it, by table and column.

Where something new is to stand under the same name, the old is set aside: renamed, with the migration's number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

Step = dict[str, Any]


def read(content: bytes | None) -> frozenset[str]:
    """The names (`table` or `table.column`) in a file that `write` made."""
    return frozenset(json.loads(content)) if content else frozenset()


def write(names: Iterable[str]) -> bytes:
    """The names as a file, one to a line."""
    return (json.dumps(sorted(names), indent=2) + "\n").encode()


def keep(steps: Iterable[Step], kept: frozenset[str], number: str) -> tuple[tuple[Step, ...], frozenset[str]]:
    """The steps, those that need a name which is taken with what to set `aside`; and what is kept after them."""
    names, done = set(kept), []
    for step in steps:
        removed, added = _names(step)
        aside = {}
        for name in added & names:
            moved = f"{name[:56]}__{number}" if "." not in name else f"{name}__{number}"
            aside[name] = moved
            names = {_renamed(one, name, moved) for one in names}
        names |= removed
        done.append({**step, "aside": aside})
    return tuple(done), frozenset(names)


def _names(step: Step) -> tuple[set[str], set[str]]:
    """What a step leaves behind, and what it makes."""
    match step:
        case {"kind": "EntityRemoved", "entity": entity}:
            return {str(entity.stored_as)}, set()
        case {"kind": "EntityAdded", "entity": entity}:
            return set(), {str(entity.stored_as)}
        case {"kind": "FieldRemoved", "entity": entity, "field": field}:
            return {f"{entity.stored_as}.{field.stored_as}"}, set()
        case {"kind": "FieldAdded", "entity": entity, "field": field}:
            return set(), {f"{entity.stored_as}.{field.stored_as}"}
        case {"kind": "RelationRemoved", "relation": relation}:
            return {_place(relation)}, set()
        case {"kind": "RelationAdded", "relation": relation}:
            return set(), {_place(relation)}
    return set(), set()


def _place(relation: Any) -> str:
    return str(relation.link_table) if relation.to_many else f"{relation.source.stored_as}.{relation.stored_as}"


def _renamed(name: str, old: str, new: str) -> str:
    """A column goes with its table."""
    if name == old:
        return new
    return f"{new}{name.removeprefix(old)}" if name.startswith(f"{old}.") else name
