"""The deploy stage: an image becomes an application that answers at its URL."""

from __future__ import annotations

from datetime import timedelta

from infra.artifacts.store import Artifacts
from infra.bus.handlers import Handler, retirement, stage
from schemas.errors import Permanent
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


def worker(engine: DeployEngine, artifacts: Artifacts, library: TargetLibrary) -> tuple[Handler, ...]:
    """The stage's handlers."""

    async def release(event: ImageBuilt) -> Release:
        spec = AppSpec.model_validate_json(await artifacts.get(event.spec))
        build = event.build
        run = library.get("backend", build.targets.backend).run
        return Release(build.app_id, build.workspace_id, spec.app.name.kebab, build.build_no, event.image, run)

    @stage(Stage.DEPLOY, limit=timedelta(minutes=8), final=True)
    async def deploy(event: ImageBuilt | RollbackRequested) -> AppDeployed | BuildCancelled:
        if isinstance(event, RollbackRequested):
            raise Permanent("Going back is not possible here yet: describe the change that undoes it instead.")
        try:
            deployed = await engine.deploy(await release(event))
        except Retired as error:
            return BuildCancelled(build=event.build, stage=Stage.DEPLOY, reason=CancelReason.RETIRED, detail=str(error))
        return AppDeployed(
            build=event.build, url=deployed.url, spec=event.spec, backend_tree=event.backend_tree,
            image=event.image, isolation=deployed.isolation, drift=deployed.drift,
        )  # fmt: skip

    @retirement(Stage.DEPLOY, limit=timedelta(minutes=2))
    async def retire(event: AppRetirementRequested) -> AppRetired:
        await engine.retire(event.app_id)
        return AppRetired(
            request_id=event.request_id, app_id=event.app_id, workspace_id=event.workspace_id,
            requested_by=event.requested_by,
        )  # fmt: skip

    return deploy, retire
