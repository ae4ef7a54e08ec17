"""What an application of eight entities costs as an image: to build, to keep, to start, to run."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar
from uuid import uuid4

import httpx
import pytest

from infra.docker.dockerfile import BASE_ARGUMENT
from infra.trees import write
from tests.docker.conftest import library, sources_of
from tests.fakes.docker_bed import BASE_IMAGE, DockerBed
from tests.fakes.machine import Machine
from workers.deploy.docker import DockerEngine
from workers.deploy.engine import Release

pytestmark = [pytest.mark.docker, pytest.mark.xdist_group("docker")]

MEGABYTE = 1_000_000
Result = TypeVar("Result")


async def timed(work: Awaitable[Result]) -> tuple[Result, float]:
    began = time.monotonic()
    return await work, time.monotonic() - began


async def test_an_application_of_eight_entities(
    machine: Machine, docker_bed: DockerBed, engine: DockerEngine, record_property: Callable[[str, object], None]
) -> None:
    images = machine.docker_image_engine(docker_bed)
    first = sources_of(library())
    image, cold = await timed(images.build(first))
    second = replace(sources_of(library("Another library")), app_id=uuid4())
    _, warm = await timed(images.build(second))
    own = own_layers(docker_bed, image.address)
    release = Release(first.app_id, uuid4(), "library", 1, image, first.run)
    deployed, rolled_out = await timed(engine.deploy(release))
    started, memory = start_of(docker_bed, first.app_id.hex), memory_of(docker_bed, first.app_id.hex)
    figures = {"cold": cold, "warm": warm, "own layers, MB": own / MEGABYTE, "deployed": rolled_out,
               "first answer": started, "idle, MB": memory / MEGABYTE}  # fmt: skip
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}))  # noqa: T201
    for name, value in figures.items():
        record_property(name, round(value, 2))
    assert deployed.isolation["own database"] == "reached"
    assert warm <= 10
    assert own <= 5 * MEGABYTE
    assert started <= 3
    assert memory <= 150 * MEGABYTE


async def test_its_own_dockerfile_builds_without_the_platform(machine: Machine, docker_bed: DockerBed) -> None:
    tree = sources_of(library()).backend.tree
    place = machine.home / "own"
    write(tree, place)
    done = docker_bed.docker(
        "build", "--network=host", "--build-arg", f"{BASE_ARGUMENT}={BASE_IMAGE}", "--tag", "own:1", str(place),
        environment={"DOCKER_BUILDKIT": "0"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    ran = docker_bed.docker("run", "--rm", "--env=DEBUG=1", "own:1", "python", "manage.py", "check")
    assert "no issues" in ran.stdout + ran.stderr


def own_layers(bed: DockerBed, address: str) -> int:
    """Bytes of the layers that the application adds to its golden base."""
    (found,) = json.loads(bed.docker("inspect", address).stdout)
    base = found["Config"]["Labels"]["org.opencontainers.image.base.digest"]
    name = found["Config"]["Labels"]["org.opencontainers.image.base.name"].rpartition(":")[0]
    (golden,) = json.loads(bed.docker("inspect", f"{name}@{base}").stdout)
    assert found["RootFS"]["Layers"][: len(golden["RootFS"]["Layers"])] == golden["RootFS"]["Layers"]
    return int(found["Size"]) - int(golden["Size"])


def start_of(bed: DockerBed, app: str) -> float:
    """Seconds from `docker restart`'s start of the container until it answers."""
    name = f"fusion-app-{app}"
    bed.docker("stop", name)
    (found,) = json.loads(bed.docker("inspect", name).stdout)
    environment = dict(pair.split("=", 1) for pair in found["Config"]["Env"])
    began = time.monotonic()
    bed.docker("start", name)
    url, host = f"http://127.0.0.1:{environment['PORT']}/healthz", environment["ALLOWED_HOSTS"]
    while time.monotonic() - began < 30:
        try:
            if httpx.get(url, headers={"Host": host}, timeout=1, trust_env=False).is_success:
                return time.monotonic() - began
        except httpx.HTTPError:
            time.sleep(0.02)
    return float("inf")


def memory_of(bed: DockerBed, app: str) -> int:
    """Bytes that the container's processes take, file cache left out."""
    pids = bed.docker("top", f"fusion-app-{app}", "-o", "pid").stdout.split()[1:]
    total = 0
    for pid in pids:
        with open(f"/proc/{pid}/smaps_rollup") as rollup:  # noqa: PTH123
            total += next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) * 1024
    return total
