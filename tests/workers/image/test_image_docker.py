"""The docker engine: what its images say and hold, which of them go, and what is built on a new golden base."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from infra.bus.handlers import reporter
from infra.docker.daemon import Daemon
from infra.docker.golden import GoldenImages
from infra.docker.naming import repository_of, stands_on
from infra.processes import silence
from infra.registry import OciRegistry
from schemas.errors import Permanent
from tests.fakes.applications import sources
from tests.fakes.docker_bed import BASE_IMAGE, DockerBed
from tests.fakes.machine import Machine
from workers.image.docker import DockerEngine, golden_files
from workers.image.engine import Origin, Sources

pytestmark = [pytest.mark.docker, pytest.mark.xdist_group("docker")]


@pytest.fixture
def machine(home: Path, platform_database: str) -> Machine:
    return Machine(home, platform_database)


@pytest.fixture
def engine(machine: Machine, docker_bed: DockerBed) -> DockerEngine:
    return machine.docker_image_engine(docker_bed)


def of_build(number: int, base: int = 0, *, app_id: UUID, text: str = "Hello") -> Sources:
    return replace(sources(app_id=app_id, text=text), origin=Origin(uuid4(), number, base, "0" * 64))


def inspected(bed: DockerBed, address: str) -> dict[str, object]:
    (found,) = json.loads(bed.docker("inspect", address).stdout)
    return dict(found["Config"])


async def test_an_image_says_whose_it_is_and_what_it_was_made_from(engine: DockerEngine, docker_bed: DockerBed) -> None:
    wanted = of_build(3, app_id=uuid4())
    image = await engine.build(wanted)
    labels = inspected(docker_bed, image.address)["Labels"]
    assert isinstance(labels, dict)
    assert wanted.origin is not None
    assert labels["dev.fusion.application"] == str(wanted.app_id)
    assert labels["dev.fusion.build"] == str(wanted.origin.build_id)
    assert labels["dev.fusion.spec"] == "sha256:" + "0" * 64
    assert labels["org.opencontainers.image.revision"] == wanted.digest
    assert labels["dev.fusion.template.backend.small"].startswith("sha256:")
    assert "@sha256:" in image.address


async def test_nobody_in_an_image_is_root_and_nothing_in_it_builds(engine: DockerEngine, docker_bed: DockerBed) -> None:
    image = await engine.build(sources())
    assert inspected(docker_bed, image.address)["User"] == "10001:10001"
    tools = "for tool in gcc cc make ld node npm git pip pip3; do command -v $tool; done; id -u"
    assert docker_bed.docker("run", "--rm", image.address, "sh", "-c", tools).stdout.split() == ["10001"]


async def test_the_bill_of_materials_is_valid_and_names_what_is_in_it(engine: DockerEngine, machine: Machine) -> None:
    image = await engine.build(sources())
    assert image.sbom is not None
    document = (await machine.artifacts.get(image.sbom)).decode()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(document) is None
    components = {component["name"]: component for component in json.loads(document)["components"]}
    assert components["psycopg"]["purl"] == f"pkg:pypi/psycopg@{components['psycopg']['version']}"
    assert "tzdata" not in components, "it is for another system"
    assert any(component["type"] == "container" for component in components.values())


async def test_the_build_is_heard_and_nothing_is_built_twice(engine: DockerEngine) -> None:
    said: list[str] = []

    async def hear(line: str, percent: int | None) -> None:
        said.append(line)

    wanted, token = sources(), reporter.set(hear)
    await engine.build(wanted)
    await engine.build(wanted)
    reporter.reset(token)
    assert len([line for line in said if line.startswith("Step 1/")]) == 1
    assert said[-1] == "nothing changed: the image is already there"


@pytest.mark.parametrize(
    ("text", "broken", "words"),
    [
        ("<<<", "", "Page does not compile:\npage.txt:1:1: error: unexpected token"),
        ("Hello", "migrate", "cannot make its database:\n.*«colour»"),
        ("Hello", "boot", "does not boot: it ended by itself(.|\n)*the setting «colour» is missing"),
    ],
)
async def test_what_does_not_build_or_boot_is_not_pushed(
    engine: DockerEngine, docker_bed: DockerBed, text: str, broken: str, words: str
) -> None:
    wanted = sources(text=text, broken=broken)
    with pytest.raises(Permanent, match=words):
        await engine.build(wanted)
    assert await OciRegistry(docker_bed.registry).tags(repository_of(wanted.app_id)) == {}
    assert "fusion-proof" not in docker_bed.docker("ps", "--all", "--format={{.Names}}").stdout


async def test_images_of_builds_that_were_never_deployed_go(engine: DockerEngine, docker_bed: DockerBed) -> None:
    app_id, registry = uuid4(), OciRegistry(docker_bed.registry)
    deployed = await engine.build(of_build(1, app_id=app_id, text="one"))
    never = await engine.build(of_build(2, 1, app_id=app_id, text="two"))
    latest = await engine.build(of_build(3, 1, app_id=app_id, text="three"))
    kept = set((await registry.tags(repository_of(app_id))).values())
    assert {f"sha256:{deployed.sha256}", f"sha256:{latest.sha256}"} <= kept
    assert f"sha256:{never.sha256}" not in kept
    local = docker_bed.docker(
        "images", "--filter", f"label=dev.fusion.application={app_id}", "--format={{.Tag}}"
    ).stdout
    assert len(local.split()) == 1


async def test_of_a_retired_application_no_image_is_left(engine: DockerEngine, docker_bed: DockerBed) -> None:
    app_id = uuid4()
    await engine.build(of_build(1, app_id=app_id))
    await engine.remove(app_id)
    assert await OciRegistry(docker_bed.registry).tags(repository_of(app_id)) == {}
    assert docker_bed.docker("images", "--quiet", "--filter", f"label=dev.fusion.application={app_id}").stdout == ""


async def test_on_a_golden_base_built_anew_the_same_sources_give_another_image(
    engine: DockerEngine, docker_bed: DockerBed
) -> None:
    wanted, registry = of_build(1, app_id=uuid4()), OciRegistry(docker_bed.registry)
    golden = GoldenImages(Daemon(docker_bed.host), registry, BASE_IMAGE, network="host")
    before = await engine.build(wanted)
    files = golden_files(wanted.backend)
    renewed = await golden.build("small", files, silence, anew=True)
    tags = await registry.tags(repository_of(wanted.app_id))
    assert not stands_on(tags, renewed)
    after = await engine.build(of_build(2, 1, app_id=wanted.app_id))
    assert after.sha256 != before.sha256
    assert stands_on(await registry.tags(repository_of(wanted.app_id)), renewed)
