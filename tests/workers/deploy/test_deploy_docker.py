"""The docker engine: an application's own container, what it may do there, and what comes back when it is gone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import httpx
import pytest

from schemas.errors import Permanent, Superseded
from tests.fakes.applications import container_image, target
from tests.fakes.docker_bed import DockerBed
from tests.fakes.machine import SECRET, Machine
from workers.deploy.docker import DockerEngine
from workers.deploy.docker_place import name_of
from workers.deploy.engine import Release

pytestmark = [pytest.mark.docker, pytest.mark.xdist_group("docker")]


@pytest.fixture
async def engine(machine: Machine, docker_bed: DockerBed) -> AsyncIterator[DockerEngine]:
    engine = machine.docker_deploy_engine(docker_bed)
    yield engine
    for desired in engine.apps.all():
        await engine.retire(desired.app_id)


async def release(bed: DockerBed, *, version: str = "1", broken: str = "", of: Release | None = None) -> Release:
    image = await container_image(bed, version=version, broken=broken)
    if of is not None:
        return replace(of, build_no=of.build_no + 1, image=image)
    return Release(uuid4(), uuid4(), "dogs", 1, image, target("backend", "small").run)


def visit(url: str) -> httpx.AsyncClient:
    parts = urlsplit(url)
    return httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{parts.port}", headers={"Host": parts.netloc}, timeout=5, trust_env=False
    )


async def page(url: str, path: str) -> str:
    async with visit(url) as client:
        response = await client.get(path)
        assert response.status_code == httpx.codes.OK, response.text
        return response.text


def container(bed: DockerBed, of: Release) -> dict[str, Any]:
    (found,) = json.loads(bed.docker("inspect", name_of(of.app_id)).stdout)
    return dict(found)


@asynccontextmanager
async def watched(url: str) -> AsyncIterator[list[str]]:
    """What the application's version was, asked again and again meanwhile."""
    answers: list[str] = []

    async def ask() -> None:
        while True:
            answers.append(await page(url, "/version"))
            await asyncio.sleep(0.05)

    asking = asyncio.create_task(ask())
    try:
        yield answers
    finally:
        asking.cancel()
        (ended,) = await asyncio.gather(asking, return_exceptions=True)
        assert isinstance(ended, asyncio.CancelledError), ended


async def answers_again(url: str) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                await page(url, "/version")
            except httpx.HTTPError:
                await asyncio.sleep(0.1)
            else:
                return


async def test_a_change_keeps_the_rows(engine: DockerEngine, docker_bed: DockerBed) -> None:
    first = await release(docker_bed)
    url = (await engine.deploy(first)).url
    async with visit(url) as client:
        await client.post("/notes", content="fed the dog")
    await engine.deploy(await release(docker_bed, of=first, version="2"))
    assert await page(url, "/version") == '"2"'
    assert await page(url, "/notes") == '["fed the dog"]'


async def test_redelivered_it_migrates_once_and_is_not_started_again(
    engine: DockerEngine, docker_bed: DockerBed
) -> None:
    first = await release(docker_bed)
    url = (await engine.deploy(first)).url
    before = container(docker_bed, first)["Id"]
    assert (await engine.deploy(first)).drift == ()
    assert await page(url, "/migrations") == "1"
    assert container(docker_bed, first)["Id"] == before


@pytest.mark.parametrize("broken", ["migrate", "boot", "ready"])
async def test_while_a_version_fails_to_come_up_the_one_before_serves_all_the_time(
    engine: DockerEngine, docker_bed: DockerBed, broken: str
) -> None:
    first = await release(docker_bed)
    engine.boot_limit = engine.boot_limit if broken != "ready" else engine.boot_limit / 20
    url = (await engine.deploy(first)).url
    bad = await release(docker_bed, of=first, version="2", broken=broken)
    async with watched(url) as answers:
        with pytest.raises(Permanent, match=r"does not come up|migration of the database failed"):
            await engine.deploy(bad)
    assert len(answers) > 3
    assert set(answers) == {'"1"'}
    with pytest.raises(Superseded):
        await engine.deploy(first)


async def test_its_container_is_confined(engine: DockerEngine, docker_bed: DockerBed) -> None:
    first = await release(docker_bed)
    url = (await engine.deploy(first)).url
    found = container(docker_bed, first)
    host = found["HostConfig"]
    assert (host["ReadonlyRootfs"], host["CapDrop"], host["Privileged"]) == (True, ["ALL"], False)
    assert host["SecurityOpt"] == ["no-new-privileges:true"]
    assert (host["Memory"], host["PidsLimit"]) == (512 << 20, 128)
    tries = "touch /app/x /etc/x /x 2>&1 | grep -c Read-only; id -u; grep CapEff /proc/self/status | cut -f2"
    lines = docker_bed.docker("exec", found["Id"], "sh", "-c", tries).stdout.split()
    assert lines == ["3", "10001", "0000000000000000"]
    environment = json.loads(await page(url, "/environment"))
    assert SECRET not in environment.values()
    assert not [name for name in environment if name.startswith("FUSION")]


async def test_the_probe_says_what_is_closed_and_that_the_network_is_shared(
    engine: DockerEngine, docker_bed: DockerBed
) -> None:
    await engine.deploy(await release(docker_bed))
    isolation = (await engine.deploy(await release(docker_bed))).isolation
    assert isolation["own database"] == "reached"
    assert isolation["network"] == "shared with the machine"
    for check in ("platform's database", "another application's database", "superuser without a password",
                  "Docker's socket"):  # fmt: skip
        assert isolation[check] == "refused", check
    assert isolation["another application's port"] == "open", "on the machine's network nothing keeps them apart"


@pytest.mark.parametrize("by_hand", [("rm", "--force"), ("stop",), ("update", "--memory=64m", "--memory-swap=64m")])
async def test_what_was_changed_by_hand_is_put_right_at_the_next_deploy_and_told(
    engine: DockerEngine, docker_bed: DockerBed, by_hand: tuple[str, ...]
) -> None:
    first = await release(docker_bed)
    url = (await engine.deploy(first)).url
    docker_bed.docker(*by_hand, name_of(first.app_id))
    assert len((await engine.deploy(first)).drift) == 1
    assert await page(url, "/version") == '"1"'
    assert container(docker_bed, first)["HostConfig"]["Memory"] == 512 << 20


async def test_what_was_removed_comes_back_by_itself(engine: DockerEngine, docker_bed: DockerBed) -> None:
    first = await release(docker_bed)
    url = (await engine.deploy(first)).url
    watching = asyncio.create_task(engine.keep_running())
    docker_bed.docker("rm", "--force", name_of(first.app_id))
    await answers_again(url)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    assert await page(url, "/version") == '"1"'


async def test_retired_nothing_is_left(engine: DockerEngine, docker_bed: DockerBed, machine: Machine) -> None:
    first = await release(docker_bed)
    url = (await engine.deploy(first)).url
    await engine.retire(first.app_id)
    with pytest.raises(httpx.ConnectError):
        await page(url, "/healthz")
    label = f"label=dev.fusion.application={first.app_id}"
    assert docker_bed.docker("ps", "--all", "--quiet", "--filter", label).stdout == ""
    assert name_of(first.app_id) not in docker_bed.docker("volume", "ls", "--quiet").stdout
    assert not engine.apps.directory(first.app_id).root.exists()
    admin = await asyncpg.connect(machine.databases.admin_url)
    left = await admin.fetch(
        "SELECT 1 FROM pg_roles WHERE starts_with(rolname, $1)", machine.databases.name(first.app_id)
    )
    await admin.close()
    assert left == []


async def test_an_image_that_its_registry_lost_is_named(engine: DockerEngine, docker_bed: DockerBed) -> None:
    whole = await release(docker_bed)
    address = whole.image.address.partition("@")[0] + "@sha256:" + "0" * 64
    lost = replace(whole, image=whole.image.model_copy(update={"address": address}))
    with pytest.raises(Permanent, match="is gone from its registry: start a new build"):
        await engine.deploy(lost)


async def test_a_bundle_is_refused_with_the_setting_that_helps(engine: DockerEngine, docker_bed: DockerBed) -> None:
    whole = await release(docker_bed)
    bundle = replace(whole, image=whole.image.model_copy(update={"address": "sha256:00"}))
    with pytest.raises(Permanent, match="FUSION_IMAGE_ENGINE=docker"):
        await engine.deploy(bundle)
