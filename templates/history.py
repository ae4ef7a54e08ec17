"""The migrations of a target that keeps a history: those of the base stay as they are, a change adds one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from pathlib import PurePosixPath
from typing import Any

from schemas.changes import Change, changes
from schemas.errors import Permanent
from schemas.filling import Fill
from schemas.spec import AppSpec, Entity, Field, Relation
from templates.keeping import keep, read, write
from templates.model import EntityModel, Model, RelationModel
from templates.parts import FieldModel

KEPT = "kept.json"
"""Where, in the folder of migrations, stands what the database still holds of removed things."""

_NUMBERED = re.compile(r"\d{4}_\w+")

FROM_BEFORE = frozenset({"EntityRemoved", "FieldRemoved", "RelationRemoved"})
"""Changes whose parts are only known to the version before."""


@dataclass(frozen=True)
class History:
    """The migration to add: `name`, `after` which other, and its `steps`. `files` are there without a template."""

    name: str
    after: str | None = None
    steps: tuple[dict[str, Any], ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)


def history(folder: str, after: Model, before: tuple[AppSpec, dict[str, bytes]] | None) -> History:
    """What a version adds to the line of migrations in `folder`. Raises Permanent where rows would be at stake."""
    if before is None:
        return History(
            "0001_initial", None, keep(_steps(changes(None, after.spec), None, after), frozenset(), "0001")[0]
        )
    spec, tree = before
    files = migrations(folder, tree)
    if not files:
        raise Permanent(f"The version to change has no migrations in {folder!r}: its source tree is not one of ours.")
    last = max(PurePosixPath(path).stem for path in files)
    number, record = f"{int(last[:4]) + 1:04}", f"{folder}/{KEPT}"
    steps, kept = keep(_steps(changes(spec, after.spec), Model(spec), after), read(tree.get(record)), number)
    if kept:
        files[record] = write(kept)
    return History(f"{number}_{_title(steps)}", last, steps, files)


def migrations(folder: str, tree: dict[str, bytes]) -> dict[str, bytes]:
    """The migrations of a tree: what stands in the folder and begins with a number."""
    places = {path: PurePosixPath(path) for path in tree}
    return {
        path: tree[path]
        for path, place in places.items()
        if str(place.parent) == folder and _NUMBERED.fullmatch(place.stem)
    }


def _steps(found: tuple[Change, ...], before: Model | None, after: Model) -> tuple[dict[str, Any], ...]:
    return tuple(_step(change, before or after, after) for change in found)


def _step(change: Change, before: Model, after: Model) -> dict[str, Any]:
    kind = type(change).__name__
    parts = {part.name: getattr(change, part.name) for part in fields(change)}
    models = {name: before if name == "old" or kind in FROM_BEFORE else after for name in parts}
    return {"kind": kind, **{name: _seen(value, models[name]) for name, value in parts.items()}}


def _seen(part: Any, model: Model) -> Any:
    """A part of a change as templates see it."""
    match part:
        case Entity():
            return EntityModel(part, model)
        case Field():
            return FieldModel(part, model)
        case Relation():
            return RelationModel(part, model)
        case Fill():
            return part.value
        case tuple():
            return tuple(_seen(item, model) for item in part)
    raise TypeError(f"{type(part).__name__} is no part of a change")


def _title(steps: tuple[dict[str, Any], ...]) -> str:
    """A name that says what the migration does, as far as a file name can."""
    if not steps:
        return "none"
    first = steps[0]
    subject = first.get("field") or first.get("relation") or first.get("new") or first["entity"]
    title = f"{re.sub(r'(?<=[a-z])(?=[A-Z])', '_', first['kind']).lower()}_{subject.name}"[:60]
    return title if len(steps) == 1 else f"{title}_and_{len(steps) - 1}_more"
