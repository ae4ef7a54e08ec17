"""The deploy stage: an image becomes an application that answers at its URL."""

from __future__ import annotations

from datetime import timedelta

from infra.artifacts.store import Artifacts
from infra.bus.handlers import Handler, retirement, stage
from infra.trees import Tree, unpack
from schemas.artifacts import ArtifactRef
from schemas.events import (
    AppDeployed,
    AppRetired,
    AppRetirementRequested,
    BuildCancelled,
    CancelReason,
    ImageBuilt,
    RollbackRequested,
    Stage,
)
from schemas.spec import AppSpec
from templates.engine import TargetLibrary
from workers.deploy.engine import DeployEngine, Release, Retired
from workers.deploy.going_back import breaking, way_back


def worker(engine: DeployEngine, artifacts: Artifacts, library: TargetLibrary) -> tuple[Handler, ...]:
    """The stage's handlers."""

    async def tree(ref: ArtifactRef) -> Tree:
        return unpack(await artifacts.get(ref))

    async def release(event: ImageBuilt) -> Release:
        build, target = event.build, library.get("backend", event.build.targets.backend)
        broken = build.base is not None and breaking(
            target, await tree(build.base.backend_tree), await tree(event.backend_tree)
        )
        return Release(
            build.app_id, build.workspace_id, await name(event.spec), build.build_no, event.image, target.run, broken
        )

    async def step_back(event: RollbackRequested) -> Release:
        build, target = event.build, library.get("backend", event.build.targets.backend)
        leave, reach = event.leave, event.reach
        reverse = way_back(target, await tree(leave.backend_tree), await tree(reach.backend_tree), leave.image)
        return Release(
            build.app_id, build.workspace_id, await name(reach.spec), build.build_no, reach.image, target.run,
            breaking=reverse is not None, reverse=reverse,
        )  # fmt: skip

    async def name(spec: ArtifactRef) -> str:
        return AppSpec.model_validate_json(await artifacts.get(spec)).app.name.kebab

    @stage(Stage.DEPLOY, limit=timedelta(minutes=8), final=True)
    async def deploy(event: ImageBuilt | RollbackRequested) -> AppDeployed | BuildCancelled:
        try:
            wanted = await (step_back(event) if isinstance(event, RollbackRequested) else release(event))
            deployed = await engine.deploy(wanted)
        except Retired as error:
            return BuildCancelled(build=event.build, stage=Stage.DEPLOY, reason=CancelReason.RETIRED, detail=str(error))
        reached = event.reach if isinstance(event, RollbackRequested) else event
        return AppDeployed(
            build=event.build, url=deployed.url, spec=reached.spec, backend_tree=reached.backend_tree,
            image=reached.image, isolation=deployed.isolation, drift=deployed.drift,
        )  # fmt: skip

    @retirement(Stage.DEPLOY, limit=timedelta(minutes=2))
    async def retire(event: AppRetirementRequested) -> AppRetired:
        await engine.retire(event.app_id)
        return AppRetired(
            request_id=event.request_id, app_id=event.app_id, workspace_id=event.workspace_id,
            requested_by=event.requested_by,
        )  # fmt: skip

    return deploy, retire
