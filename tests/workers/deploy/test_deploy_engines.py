"""What every deploy engine does, whatever it runs applications on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest

from schemas.errors import Superseded
from schemas.events import ImageRef
from tests.fakes.applications import bundle
from tests.fakes.engines import FakeDeployEngine
from tests.fakes.machine import Machine
from workers.deploy.engine import DeployEngine, Release, Retired

NewRelease = Callable[[], Awaitable[Release]]


@pytest.fixture(params=["process", "fake"])
def engine(request: pytest.FixtureRequest, machine: Machine) -> DeployEngine:
    return machine.deploy_engine() if request.param == "process" else FakeDeployEngine()


@pytest.fixture
async def image(machine: Machine) -> ImageRef:
    return await bundle(machine.artifacts)


def first(image: ImageRef, name: str = "dogs") -> Release:
    return Release(uuid4(), uuid4(), name, 1, image)


def later(release: Release, build_no: int, image: ImageRef) -> Release:
    return Release(release.app_id, release.workspace_id, release.name, build_no, image)


async def test_deployed_it_answers_under_its_name(engine: DeployEngine, image: ImageRef) -> None:
    release = first(image)
    deployed = await engine.deploy(release)
    assert deployed.url.startswith(f"http://dogs-{release.app_id.hex[:4]}.localhost:")
    assert deployed.isolation["own database"] == "reached"
    assert await engine.health(release.app_id) is None


async def test_the_same_release_again_is_the_same_answer(engine: DeployEngine, image: ImageRef) -> None:
    release = first(image)
    assert (await engine.deploy(release)).url == (await engine.deploy(release)).url


async def test_a_new_version_and_a_new_name_keep_the_url(
    engine: DeployEngine, machine: Machine, image: ImageRef
) -> None:
    release = first(image)
    url = (await engine.deploy(release)).url
    renamed = Release(release.app_id, release.workspace_id, "cats", 2, await bundle(machine.artifacts, version="2"))
    assert (await engine.deploy(renamed)).url == url


async def test_two_applications_have_two_urls(engine: DeployEngine, image: ImageRef) -> None:
    workspace = uuid4()
    releases = [Release(uuid4(), workspace, "dogs", 1, image) for _ in range(2)]
    urls = {(await engine.deploy(release)).url for release in releases}
    assert len(urls) == 2


async def test_an_older_build_that_comes_late_is_superseded(
    engine: DeployEngine, machine: Machine, image: ImageRef
) -> None:
    release = later(first(image), 5, image)
    await engine.deploy(release)
    with pytest.raises(Superseded, match="Build 5 was there before build 4"):
        await engine.deploy(later(release, 4, await bundle(machine.artifacts, version="older")))


async def test_retired_it_is_gone_for_good(engine: DeployEngine, image: ImageRef) -> None:
    release = first(image)
    await engine.deploy(release)
    await engine.retire(release.app_id)
    await engine.retire(release.app_id)
    assert await engine.health(release.app_id) == "it is not deployed"
    with pytest.raises(Retired):
        await engine.deploy(later(release, 2, image))


async def test_what_was_never_deployed_can_be_retired(engine: DeployEngine, image: ImageRef) -> None:
    release = first(image)
    await engine.retire(release.app_id)
    with pytest.raises(Retired):
        await engine.deploy(release)
