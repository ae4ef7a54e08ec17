"""The deploy stage's handlers: an image in, an answering application out, or the reason why not."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from infra.artifacts.directory import DirectoryArtifacts
from schemas.artifacts import SPEC, TREE
from schemas.errors import Permanent, Superseded
from schemas.events import (
    AppDeployed,
    AppRetired,
    AppRetirementRequested,
    Base,
    Build,
    BuildCancelled,
    CancelReason,
    ImageBuilt,
    ImageRef,
    RollbackRequested,
)
from schemas.spec import AppSpec
from templates.engine import TargetLibrary
from tests.fakes.engines import FakeDeployEngine
from workers.deploy.worker import worker

IMAGE = ImageRef(engine="fake", address="sha256:00", sha256="0" * 64, size=1)


@pytest.fixture
def artifacts(tmp_path: Path) -> DirectoryArtifacts:
    return DirectoryArtifacts(tmp_path)


async def built(artifacts: DirectoryArtifacts, build_no: int = 1) -> ImageBuilt:
    spec = AppSpec.model_validate({"app": {"name": "lost_dogs", "label": "Lost dogs"}})
    build = Build(
        app_id=uuid4(), app_key="dogs", workspace_id=uuid4(), requested_by="Ada", build_id=uuid4(), build_no=build_no
    )
    return ImageBuilt(
        build=build, spec=await artifacts.put(spec.canonical(), SPEC), backend_tree=await artifacts.put(b"", TREE),
        image=IMAGE,
    )  # fmt: skip


def retirement(of: Build) -> AppRetirementRequested:
    return AppRetirementRequested(
        request_id=uuid4(), app_id=of.app_id, workspace_id=of.workspace_id, requested_by="Ada"
    )


async def test_tells_where_the_application_answers(artifacts: DirectoryArtifacts) -> None:
    deploy, _ = worker(FakeDeployEngine(), artifacts, TargetLibrary.discover())
    event = await built(artifacts)
    deployed = await deploy(event)
    assert isinstance(deployed, AppDeployed)
    assert deployed.url.startswith("http://lost-dogs-")
    assert (deployed.spec, deployed.backend_tree, deployed.image) == (event.spec, event.backend_tree, event.image)


async def test_an_older_build_is_superseded(artifacts: DirectoryArtifacts) -> None:
    deploy, _ = worker(FakeDeployEngine(), artifacts, TargetLibrary.discover())
    event = await built(artifacts, build_no=2)
    await deploy(event)
    older = event.build.model_copy(update={"build_no": 1, "build_id": uuid4()})
    with pytest.raises(Superseded):
        await deploy(event.model_copy(update={"build": older}))


async def test_a_build_of_a_retired_application_is_cancelled(artifacts: DirectoryArtifacts) -> None:
    deploy, retire = worker(FakeDeployEngine(), artifacts, TargetLibrary.discover())
    event = await built(artifacts)
    await deploy(event)
    retired = await retire(retirement(event.build))
    assert isinstance(retired, AppRetired)
    cancelled = await deploy(event)
    assert isinstance(cancelled, BuildCancelled)
    assert cancelled.reason is CancelReason.RETIRED


async def test_going_back_is_refused_with_a_way_out(artifacts: DirectoryArtifacts) -> None:
    deploy, _ = worker(FakeDeployEngine(), artifacts, TargetLibrary.discover())
    event = await built(artifacts)
    version = Base(build_id=uuid4(), build_no=1, spec=event.spec, backend_tree=event.backend_tree, image=event.image)
    with pytest.raises(Permanent, match="describe the change that undoes it"):
        await deploy(RollbackRequested(build=event.build, leave=version, reach=version))
