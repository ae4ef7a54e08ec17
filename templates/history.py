"""The migrations of a target that keeps a history: those of the base stay as they are, a change adds one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from schemas.spec import AppSpec

_NUMBERED = re.compile(r"(\d{4})_\w+")


@dataclass(frozen=True)
class History:
    """The migration to add (`name`, after `after`, printing `changes`), and the files `kept` from the base."""

    name: str
    after: str | None
    changes: tuple[Any, ...]
    kept: dict[str, bytes] = field(default_factory=dict)


def history(folder: str, spec: AppSpec, before: tuple[AppSpec, dict[str, bytes]] | None) -> History:
    """What a version adds to the line of migrations in `folder`."""
    if before is None:
        return History(name="0001_initial", after=None, changes=tuple(spec.entities))
    kept = {path: content for path, content in before[1].items() if _is_migration(path, folder)}
    last = max(PurePosixPath(path).stem for path in kept)
    return History(name=f"{int(last[:4]) + 1:04}_change", after=last, changes=(), kept=kept)


def _is_migration(path: str, folder: str) -> bool:
    place = PurePosixPath(path)
    return str(place.parent) == folder and bool(_NUMBERED.fullmatch(place.stem))
