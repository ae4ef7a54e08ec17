"""The frontend stage: receives a specification, prints each chosen front end, hands the sources on."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from infra.artifacts.store import Artifacts
from infra.bus.handlers import Handler, report, stage
from infra.trees import pack
from schemas.artifacts import TREE, ArtifactRef
from schemas.events import BackendGenerated, FrontendGenerated, Stage
from schemas.spec import AppSpec
from templates.engine import Target, TargetLibrary
from workers.generation import generate


def worker(artifacts: Artifacts, library: TargetLibrary) -> tuple[Handler, ...]:
    """The handlers of the stage."""

    @stage(Stage.FRONTEND, limit=timedelta(seconds=60))
    async def print_frontends(event: BackendGenerated) -> FrontendGenerated:
        targets = [library.get("frontend", name) for name in event.build.targets.frontends]
        spec = AppSpec.model_validate_json(await artifacts.get(event.spec))
        trees = {
            target.name: await _printed(target, spec, percent=100 * number // len(targets))
            for number, target in enumerate(targets, start=1)
        }
        return FrontendGenerated(
            build=event.build, spec=event.spec, backend_tree=event.backend_tree, frontend_trees=trees
        )

    async def _printed(target: Target, spec: AppSpec, percent: int) -> ArtifactRef:
        tree = await asyncio.to_thread(generate, target, spec)
        await report(f"Printed {target.title}: {len(tree)} files for {len(spec.entities)} entities", percent)
        return await artifacts.put(pack(tree), TREE)

    return (print_frontends,)
