"""Older formats of a spec, read as the newest: each step turns the plain data of one format into the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from schemas.roles import member

Raw = dict[str, Any]


def upcast(spec: Raw) -> Raw:
    """The data in the newest format. Data that names no format, or an unknown one, passes as it is."""
    while (step := _STEPS.get(spec.get("format"))) is not None:
        spec = step(spec)
    return spec


def _from_1(spec: Raw) -> Raw:
    """Format 1 let everybody do everything where it named no role; since 2 that is said, not assumed."""
    spec = {**spec, "format": 2}
    entities, app = spec.get("entities"), spec.get("app")
    if spec.get("roles") or not isinstance(entities, list | tuple) or not isinstance(app, dict):
        return spec
    role = member(str(entity.get("name")) for entity in entities if isinstance(entity, dict))
    if "id" in app:
        role["id"] = str(uuid5(UUID(str(app["id"])), "role/member"))
    spec["roles"] = [role]
    return spec


_STEPS: dict[Any, Callable[[Raw], Raw]] = {1: _from_1}
