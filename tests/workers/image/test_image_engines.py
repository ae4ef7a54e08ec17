"""What every image engine does, and what the bundle engine does beyond."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from infra.bus.handlers import reporter
from infra.scratch import Scratch
from infra.trees import unpack
from schemas.artifacts import TREE, ArtifactRef
from schemas.errors import Permanent
from schemas.events import ImageRef
from tests.fakes.applications import sources
from tests.fakes.engines import FakeImageEngine
from tests.fakes.machine import Machine
from workers.image.engine import ImageEngine
from workers.image.frontend import telling_lines


@pytest.fixture
def machine(home: Path, platform_database: str) -> Machine:
    return Machine(home, platform_database)


@pytest.fixture(params=["bundle", pytest.param("docker", marks=pytest.mark.docker), "fake"])
def engine(request: pytest.FixtureRequest, machine: Machine) -> ImageEngine:
    match request.param:
        case "bundle":
            return machine.image_engine()
        case "docker":
            return machine.docker_image_engine(request.getfixturevalue("docker_bed"))
    return FakeImageEngine(machine.artifacts)


async def content(machine: Machine, image: ImageRef) -> dict[str, bytes]:
    return unpack(await machine.artifacts.get(ArtifactRef(sha256=image.sha256, size=image.size, media_type=TREE)))


async def test_same_sources_same_image_others_another(engine: ImageEngine) -> None:
    app_id = uuid4()
    image = await engine.build(sources(app_id=app_id))
    assert image.size > 0
    assert await engine.build(sources(app_id=app_id)) == image
    assert (await engine.build(sources(app_id=app_id, text="Other"))).sha256 != image.sha256


async def test_removing_twice_is_no_error(engine: ImageEngine) -> None:
    app_id = uuid4()
    await engine.build(sources(app_id=app_id))
    await engine.remove(app_id)
    await engine.remove(app_id)


async def test_the_bundle_holds_the_built_front_end(machine: Machine) -> None:
    tree = await content(machine, await machine.image_engine().build(sources(text="Bees")))
    assert tree["frontends/page/index.html"] == b'<!doctype html><base href="/"><p>Bees</p>'
    assert "app.py" in tree


async def test_the_compiler_is_heard_while_it_works(machine: Machine) -> None:
    said: list[str] = []

    async def hear(line: str, percent: int | None) -> None:
        said.append(line)

    token = reporter.set(hear)
    await machine.image_engine().build(sources())
    await machine.image_engine().build(sources())
    reporter.reset(token)
    assert said.count("page: compiling one page") == 1, "the second time, nothing is built"


@pytest.mark.parametrize(
    ("text", "broken", "words"),
    [
        ("<<<", "", "Page does not compile:\npage.txt:1:1: error: unexpected token"),
        ("Hello", "migrate", "cannot make its database:\n.*«colour»"),
        ("Hello", "boot", "does not boot: it ended by itself(.|\n)*the setting «colour» is missing"),
    ],
)
async def test_what_does_not_build_or_boot_fails_with_its_last_words(
    machine: Machine, text: str, broken: str, words: str
) -> None:
    with pytest.raises(Permanent, match=words):
        await machine.image_engine().build(sources(text=text, broken=broken))


async def test_nothing_is_left_behind(machine: Machine) -> None:
    for broken in ("", "boot"):
        try:
            await machine.image_engine().build(sources(broken=broken))
        except Permanent:
            assert broken
    assert list((machine.home / "work" / "image").glob("*/*")) == []
    assert await throwaways(machine) == []


async def test_what_a_killed_build_left_is_cleared(machine: Machine) -> None:
    killed = Scratch(machine.home / "work" / "image")
    directory = killed.directory()
    left = directory.__enter__()
    database = machine.databases.throwaway(killed.owner)
    await database.__aenter__()
    os.close(killed._lock)  # as the system does for a process that is killed
    await machine.image_engine().build(sources())
    assert not left.exists()
    assert await throwaways(machine) == []
    await database.__aexit__(None, None, None)


async def test_an_image_that_the_store_lost_is_built_again(machine: Machine) -> None:
    image = await machine.image_engine().build(sources())
    (lost,) = machine.home.glob(f"artifacts/**/{image.sha256}")
    lost.unlink()
    assert await content(machine, await machine.image_engine().build(sources()))


def test_only_the_telling_lines_of_a_compiler() -> None:
    chatter = (
        "\x1b[36mvite v8\x1b[39m building",
        "transforming...",
        "src/App.tsx(3,7): \x1b[31merror\x1b[0m TS2322: no",
    )
    assert telling_lines(chatter) == ["src/App.tsx(3,7): error TS2322: no"]


async def throwaways(machine: Machine) -> list[str]:
    owners = {path.stem for path in (machine.home / "work" / "image").glob("*.lock")}
    connection = await asyncpg.connect(machine.databases.admin_url)
    rows = await connection.fetch("SELECT datname FROM pg_database WHERE datname LIKE 'proof\\_%'")
    await connection.close()
    return [row["datname"] for row in rows if row["datname"].split("_")[1] in owners]
