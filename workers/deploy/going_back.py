"""What lies between two versions of an application: migrations to take back, or that the old code cannot bear."""

from __future__ import annotations

from pathlib import PurePosixPath

from infra.trees import Tree
from schemas.errors import Permanent
from schemas.events import ImageRef
from templates.engine import Target
from templates.history import migrations
from templates.record import Record
from workers.deploy.engine import Reverse


def breaking(target: Target, before: Tree, after: Tree) -> bool:
    """Whether a migration that `after` adds must not run beside the code of `before`."""
    noted = _record(target, after).migrations
    return any(
        not noted.get(name, {}).get("compatible", True) for name in _names(target, after)[len(_names(target, before)) :]
    )


def way_back(target: Target, leave: Tree, reach: Tree, image: ImageRef) -> Reverse | None:
    """How `image`, which is left, takes its migrations back; None where it has no more than the one reached.

    Raises Permanent, with the reason, where there is no way back.
    """
    newer, older = _names(target, leave), _names(target, reach)
    if newer[: len(older)] != older or not older:
        raise Permanent("That version is not one that this one grew from: its database was another.")
    taken = newer[len(older) :]
    if not taken:
        return None
    noted = _record(target, leave).migrations
    for name in reversed(taken):
        if not noted.get(name, {}).get("reversible", False):
            raise Permanent(
                f"There is no way back before migration {name}: {noted.get(name, {}).get('why') or _FORGOTTEN}."
                " Describe the change that undoes it instead."
            )
    if target.run is None or not target.run.reverse:
        raise Permanent(f"The back end {target.title} cannot take migrations back: describe a change instead.")
    command = (part.replace("{migration}", older[-1]) for part in target.run.reverse)
    return Reverse(image, tuple(command))


_FORGOTTEN = "it drops what was kept, or it was made before Fusion noted ways back"


def _names(target: Target, tree: Tree) -> list[str]:
    folder = target.manifest.history.folder if target.manifest.history else ""
    return sorted(PurePosixPath(path).stem for path in migrations(folder, tree))


def _record(target: Target, tree: Tree) -> Record:
    return Record.read(tree, target.manifest.history.folder if target.manifest.history else "")
