"""The deploy stage's handlers: an image in, an answering application out, or the reason why not."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest

from infra.artifacts.directory import DirectoryArtifacts
from infra.trees import pack
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


def line(*migrations: str, **noted: dict[str, bool]) -> bytes:
    """A back end's tree with these migrations, and what is noted of them."""
    record = {"kept": [], "printed": {}, "migrations": noted}
    tree = {f"app/migrations/{name}.py": b"" for name in migrations}
    return pack({**tree, "app/migrations/fusion.json": json.dumps(record).encode()})


WAY = {"compatible": True, "reversible": True}


async def step_back(artifacts: DirectoryArtifacts, leave: bytes, reach: bytes) -> RollbackRequested:
    event = await built(artifacts, build_no=3)

    async def version(number: int, tree: bytes, image: ImageRef) -> Base:
        ref = await artifacts.put(tree, TREE)
        return Base(build_id=uuid4(), build_no=number, spec=event.spec, backend_tree=ref, image=image)

    newer = await version(2, leave, IMAGE.model_copy(update={"sha256": "1" * 64}))
    older = await version(1, reach, IMAGE)
    return RollbackRequested(build=event.build, leave=newer, reach=older)


async def test_going_back_takes_back_what_came_since(artifacts: DirectoryArtifacts) -> None:
    engine = FakeDeployEngine()
    deploy, _ = worker(engine, artifacts, TargetLibrary.discover())
    asked = await step_back(artifacts, line("0001_a", "0002_b", **{"0002_b": WAY}), line("0001_a"))
    deployed = await deploy(asked)
    assert isinstance(deployed, AppDeployed)
    assert (deployed.image, deployed.backend_tree) == (asked.reach.image, asked.reach.backend_tree)
    release = engine.releases[asked.build.app_id]
    assert release.reverse is not None
    assert (release.reverse.image, release.reverse.command[-2:]) == (asked.leave.image, ("app", "0001_a"))


async def test_going_back_without_migrations_between_needs_no_way_back(artifacts: DirectoryArtifacts) -> None:
    engine = FakeDeployEngine()
    deploy, _ = worker(engine, artifacts, TargetLibrary.discover())
    asked = await step_back(artifacts, line("0001_a"), line("0001_a"))
    await deploy(asked)
    assert engine.releases[asked.build.app_id].reverse is None


@pytest.mark.parametrize(
    ("leave", "reach", "why"),
    [
        (
            line("0001_a", "0002_b", **{"0002_b": {"reversible": False}}),
            line("0001_a"),
            "no way back before migration 0002_b",
        ),
        (line("0001_a", "0002_b"), line("0001_a", "0002_c"), "not one that this one grew from"),
    ],
)
async def test_where_there_is_no_way_back_nothing_is_changed(
    artifacts: DirectoryArtifacts, leave: bytes, reach: bytes, why: str
) -> None:
    engine = FakeDeployEngine()
    deploy, _ = worker(engine, artifacts, TargetLibrary.discover())
    with pytest.raises(Permanent, match=why):
        await deploy(await step_back(artifacts, leave, reach))
    assert engine.releases == {}
