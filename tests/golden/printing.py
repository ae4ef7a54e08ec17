"""What the templates print for the golden specs: all that is not copied as it is, and one change's migration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from infra.trees import Tree
from schemas.operations import Operation, apply
from schemas.spec import AppSpec, Element
from templates.engine import Previous, Target, TargetLibrary
from workers.generation import generate
from workers.printing import printed, read_spec

HERE = Path(__file__).parent
OUTPUT = HERE / "output"
LIBRARY = TargetLibrary.discover()


def names() -> list[str]:
    """The golden specs, by name."""
    return sorted(path.stem for path in (HERE / "specs").glob("*.json"))


def golden(name: str) -> Tree:
    """What is printed for a spec, by target and path; where it has a change, also what the change adds."""
    spec = spec_of(name)
    trees = printed(spec, LIBRARY)
    backend, *frontends = LIBRARY.chosen(spec.targets)
    tree = _below("backend", backend, trees["backend"])
    for frontend in frontends:
        tree |= _below(frontend.name, frontend, trees[frontend.name])
    changed = change(name, spec)
    if changed is not None:
        after = generate(backend, changed, Previous(spec, trees["backend"]))
        tree |= {
            f"changed/{path}": content
            for path, content in after.items()
            if "/migrations/" in path and path not in trees["backend"]
        }
    return tree


def spec_of(name: str) -> AppSpec:
    return read_spec(HERE / "specs" / f"{name}.json")


def change(name: str, spec: AppSpec) -> AppSpec | None:
    """The spec after its change, if there is one. Operations name elements as `entity` or `entity.part`."""
    path = HERE / "changes" / f"{name}.json"
    if not path.exists():
        return None
    operations = [_with_ids(operation, spec) for operation in json.loads(path.read_text())]
    return apply(spec, TypeAdapter(list[Operation]).validate_python(operations))


def _below(folder: str, target: Target, tree: Tree) -> Tree:
    """The files that are printed, not copied; the empty ones tell nothing."""
    copied = target.root / "files"
    return {
        f"{folder}/{path}": content
        for path, content in tree.items()
        if content and not ((copied / path).is_file() and (copied / path).read_bytes() == content)
    }


def _with_ids(operation: dict[str, Any], spec: AppSpec) -> dict[str, Any]:
    named = {key: str(_element(operation[key], spec).id) for key in ("id",) if key in operation}
    if isinstance(operation.get("entity"), str):
        named["entity"] = str(spec.entity(operation["entity"]).id)
    return {**operation, **named}


def _element(path: str, spec: AppSpec) -> Element:
    entity, _, part = path.partition(".")
    candidates: list[Element] = [*spec.entities, *spec.enums, *spec.roles]
    if part:
        candidates = [*spec.entity(entity).fields, *spec.relations_from(entity)]
    return next(element for element in candidates if element.name == (part or entity))
