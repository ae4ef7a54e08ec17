"""The backend stage: receives a specification, prints its back end, hands the sources on."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import PurePosixPath

from infra.artifacts.store import Artifacts
from infra.bus.handlers import Handler, report, stage
from infra.trees import Tree, pack, unpack
from schemas.adoption import adopt
from schemas.artifacts import SPEC, TREE
from schemas.events import BackendGenerated, Base, SchemaDesigned, Stage
from schemas.spec import AppSpec
from schemas.validation import check
from templates.engine import Previous, Target, TargetLibrary
from workers.backend.receiving import spec_of
from workers.generation import generate


def worker(artifacts: Artifacts, library: TargetLibrary) -> tuple[Handler, ...]:
    """The handlers of the stage."""

    @stage(Stage.BACKEND, limit=timedelta(seconds=60))
    async def print_backend(event: SchemaDesigned) -> BackendGenerated:
        target = library.get("backend", event.build.targets.backend)
        previous = await _previous(event.build.base)
        spec = await spec_of(event, artifacts)
        spec = adopt(spec, previous.spec) if previous else spec
        check(spec, library.reserved(spec.targets))
        await report(f"Printing {len(spec.entities)} entities with {target.title}", 10)
        tree = await asyncio.to_thread(generate, target, spec, previous)
        await report(_summary(target, spec, tree, previous), 90)
        return BackendGenerated(
            build=event.build,
            spec=await artifacts.put(spec.canonical(), SPEC),
            backend_tree=await artifacts.put(pack(tree), TREE),
        )

    async def _previous(base: Base | None) -> Previous | None:
        if base is None:
            return None
        spec = AppSpec.model_validate_json(await artifacts.get(base.spec))
        return Previous(spec, unpack(await artifacts.get(base.backend_tree)))

    return (print_backend,)


def _summary(target: Target, spec: AppSpec, tree: Tree, previous: Previous | None) -> str:
    before = target.history_of(previous.tree) if previous else {}
    added = [PurePosixPath(path).stem for path in target.history_of(tree) if path not in before]
    migration = f", migration {added[0]}" if previous and added else ""
    return f"{len(spec.entities)} entities, {len(tree)} files{migration}"
