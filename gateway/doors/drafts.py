"""What a caller wants built, checked before anything is written: targets there are, specs that can be built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gateway.platform import Platform
from gateway.problems import Refused
from gateway.requests import Spec
from schemas.artifacts import SPEC, ArtifactRef
from schemas.errors import InvalidSpec, Permanent, Problem
from schemas.events import Base
from schemas.operations import Operation, apply
from schemas.spec import AppSpec, Targets
from schemas.validation import parse

DEEPEST = 30
"""How many levels a spec may nest; its deepest place has eight."""


@dataclass(frozen=True)
class Draft:
    """A checked spec, stored."""

    spec: AppSpec
    ref: ArtifactRef


def check_targets(platform: Platform, targets: Targets) -> None:
    """Raises Permanent, listing the known ones, for a target that there is not."""
    platform.targets.chosen(targets)


async def draft(platform: Platform, spec: Spec, app_id: UUID, targets: Targets | None) -> Draft:
    """The caller's spec as that of the application. Raises InvalidSpec naming every problem."""
    _check_depth(spec)
    if not isinstance(spec.get("app"), dict):
        raise InvalidSpec([Problem("app", "is missing.", 'Add `"app": {"label": "…"}`.')])
    raw: dict[str, Any] = {**spec, "app": {**spec["app"], "id": str(app_id)}}
    if targets is not None:
        raw["targets"] = targets.model_dump(mode="json")
    return await _stored(platform, _checked(platform, raw))


async def edited(platform: Platform, base: Base, operations: Sequence[Operation], targets: Targets | None) -> Draft:
    """The base version's spec after the operations. Raises InvalidSpec naming every problem."""
    before = AppSpec.model_validate_json(await platform.artifacts.get(base.spec))
    if targets is not None:
        before = before.replace(targets=targets)
    return await _stored(platform, apply(before, operations, platform.targets.reserved(before.targets)))


async def answered(platform: Platform, suggested: ArtifactRef, operations: Sequence[Operation]) -> Draft:
    """The suggested spec after the operations of the choices. Raises InvalidSpec naming every problem."""
    before = AppSpec.model_validate_json(await platform.artifacts.get(suggested))
    return await _stored(platform, apply(before, operations, platform.targets.reserved(before.targets)))


def _checked(platform: Platform, raw: dict[str, Any]) -> AppSpec:
    spec = parse(raw)
    try:
        reserved = platform.targets.reserved(spec.targets)
    except Permanent as error:
        raise InvalidSpec([Problem("targets", str(error))]) from None
    return parse(raw, reserved)


async def _stored(platform: Platform, spec: AppSpec) -> Draft:
    return Draft(spec, await platform.artifacts.put(spec.canonical(), SPEC))


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(DEEPEST):
        level = [part for whole in level for part in _parts(whole)]
    if level:
        raise Refused(422, f"The spec nests deeper than {DEEPEST} levels.")


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
