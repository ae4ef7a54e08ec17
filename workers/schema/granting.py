"""A role's grants after something was allowed or forbidden."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schemas.wishes import Permit

Raw = dict[str, Any]


def granted(grants: list[Raw], entities: Iterable[str], permit: Permit) -> list[Raw]:
    """The grants, as plain data, with the permission for each of the entities, or without it."""
    for entity in entities:
        grants = _allowed(grants, entity, permit) if permit.allow else _denied(grants, entity, permit)
    return grants


def _allowed(grants: list[Raw], entity: str, permit: Permit) -> list[Raw]:
    rows = "own" if permit.own else "all"
    actions = {str(action) for action in permit.actions}
    for number, grant in enumerate(grants):
        if _key(grant) == (entity, rows):
            more = {**grant, "actions": sorted({*grant["actions"], *actions})}
            return [*grants[:number], more, *grants[number + 1 :]]
    return [*grants, {"entity": entity, "actions": sorted(actions), "rows": rows, "read": None, "write": None}]


def _denied(grants: list[Raw], entity: str, permit: Permit) -> list[Raw]:
    kept: list[Raw] = []
    for grant in grants:
        if grant["entity"] != entity or (permit.own and grant.get("rows", "all") != "own"):
            kept.append(grant)
        elif left := sorted({*grant["actions"]} - {str(action) for action in permit.actions}):
            kept.append({**grant, "actions": left})
    return kept


def _key(grant: Raw) -> tuple[str, Any] | None:
    """The entity and rows of a grant of all fields; None for one that is about some of them."""
    if grant.get("read") is not None or grant.get("write") is not None:
        return None
    return grant["entity"], grant.get("rows", "all")
