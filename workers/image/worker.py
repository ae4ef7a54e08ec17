"""The image stage: sources become one image that boots."""

from __future__ import annotations

from datetime import timedelta

from infra.artifacts.store import Artifacts
from infra.bus.handlers import Handler, retirement, stage
from infra.trees import unpack
from schemas.artifacts import ArtifactRef
from schemas.events import AppRetirementRequested, FrontendGenerated, ImageBuilt, Stage
from templates.engine import TargetLibrary
from workers.image.engine import ImageEngine, Origin, Source, Sources


def worker(engine: ImageEngine, artifacts: Artifacts, library: TargetLibrary) -> tuple[Handler, ...]:
    """The stage's handlers."""

    async def source(kind: str, name: str, ref: ArtifactRef) -> Source:
        return Source(library.get(kind, name), unpack(await artifacts.get(ref)))

    @stage(Stage.IMAGE, limit=timedelta(minutes=5))
    async def build(event: FrontendGenerated) -> ImageBuilt:
        targets = event.build.targets
        sources = Sources(
            event.build.app_id,
            await source("backend", targets.backend, event.backend_tree),
            tuple([await source("frontend", name, ref) for name, ref in event.frontend_trees.items()]),
            Origin(
                event.build.build_id,
                event.build.build_no,
                event.build.base.build_no if event.build.base else 0,
                event.spec.sha256,
            ),
        )
        image = await engine.build(sources)
        return ImageBuilt(build=event.build, spec=event.spec, backend_tree=event.backend_tree, image=image)

    @retirement(Stage.IMAGE, limit=timedelta(minutes=5))
    async def remove(event: AppRetirementRequested) -> None:
        await engine.remove(event.app_id)

    return build, remove
