"""What every deploy engine does, whatever it runs applications on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from schemas.errors import Superseded
from schemas.events import ImageRef
from tests.fakes.applications import bundle, container_image, target
from tests.fakes.engines import FakeDeployEngine
from tests.fakes.machine import Machine
from workers.deploy.docker import DockerEngine
from workers.deploy.engine import DeployEngine, Release, Retired

ImageOf = Callable[[str], Awaitable[ImageRef]]
"""Makes the image of a version."""


@pytest.fixture(params=["process", pytest.param("docker", marks=pytest.mark.docker), "fake"])
def engine(request: pytest.FixtureRequest, machine: Machine) -> DeployEngine:
    match request.param:
        case "process":
            return machine.deploy_engine()
        case "docker":
            return machine.docker_deploy_engine(request.getfixturevalue("docker_bed"))
    return FakeDeployEngine()


@pytest.fixture
def image_of(request: pytest.FixtureRequest, engine: DeployEngine, machine: Machine) -> ImageOf:
    """Images as this engine takes them."""
    if isinstance(engine, DockerEngine):
        bed = request.getfixturevalue("docker_bed")
        return lambda version: container_image(bed, version=version)
    return lambda version: bundle(machine.artifacts, version=version)


@pytest.fixture
async def image(image_of: ImageOf) -> ImageRef:
    return await image_of("1")


def first(image: ImageRef, name: str = "dogs") -> Release:
    return Release(uuid4(), uuid4(), name, 1, image, target("backend", "small").run)


def later(release: Release, build_no: int, image: ImageRef, name: str | None = None) -> Release:
    return replace(release, build_no=build_no, image=image, name=name or release.name)


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
    engine: DeployEngine, image_of: ImageOf, image: ImageRef
) -> None:
    release = first(image)
    url = (await engine.deploy(release)).url
    renamed = later(release, 2, await image_of("2"), "cats")
    assert (await engine.deploy(renamed)).url == url


async def test_two_applications_have_two_urls(engine: DeployEngine, image: ImageRef) -> None:
    workspace = uuid4()
    releases = [replace(first(image), workspace_id=workspace) for _ in range(2)]
    urls = {(await engine.deploy(release)).url for release in releases}
    assert len(urls) == 2


async def test_an_older_build_that_comes_late_is_superseded(
    engine: DeployEngine, image_of: ImageOf, image: ImageRef
) -> None:
    release = later(first(image), 5, image)
    await engine.deploy(release)
    with pytest.raises(Superseded, match="Build 5 was there before build 4"):
        await engine.deploy(later(release, 4, await image_of("older")))


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
