"""The whole platform on Docker: a sentence becomes an image in the registry and a container at a URL."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import pytest

from infra.addresses import free_port
from infra.docker.naming import repository_of
from infra.registry import OciRegistry
from tests.conftest import with_golden_bases
from tests.fakes.docker_bed import BASE_IMAGE, DockerBed
from tests.whole.platform import FUSION, REPOSITORY, Platform, wait_until
from workers.deploy.docker_place import name_of

pytestmark = [pytest.mark.docker, pytest.mark.slow]

SENTENCE = "A library lends books. A book has a title and an author. Members borrow books."


@pytest.fixture(scope="module")
def platform(docker_bed: DockerBed) -> Iterator[Platform]:
    home = with_golden_bases(Path(tempfile.mkdtemp(prefix="fusion-whole-")))
    platform = Platform(
        home, free_port(), FUSION_IMAGE_ENGINE="docker", FUSION_DEPLOY_ENGINE="docker", FUSION_DOCKER_NETWORK="host",
        FUSION_DOCKER_HOST=docker_bed.host, FUSION_REGISTRY=f"{docker_bed.registry}/tests",
        FUSION_BASE_IMAGE=BASE_IMAGE,
    )  # fmt: skip
    try:
        golden(platform, "build")
        platform.start()
        yield platform
    finally:
        platform.stop()
        shutil.rmtree(home, ignore_errors=True)


def golden(platform: Platform, *args: str) -> list[dict[str, str]]:
    """What `fusion golden` says, as JSON."""
    done = subprocess.run([FUSION, "golden", *args, "--json"], env=platform.env, cwd=REPOSITORY, capture_output=True,
                          text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def answers(url: str) -> bool:
    parts = urlsplit(url)
    try:
        answer = httpx.get(
            f"http://127.0.0.1:{parts.port}/", headers={"Host": parts.netloc}, timeout=5, trust_env=False
        )
    except httpx.HTTPError:
        return False
    return answer.is_success and "<div id=" in answer.text


async def test_a_sentence_becomes_an_image_and_a_container(platform: Platform, docker_bed: DockerBed) -> None:
    began = time.monotonic()
    build = platform.live(SENTENCE)
    print(f"sentence to URL: {time.monotonic() - began:.1f} s", [(s["stage"], s["seconds"]) for s in build["stages"]])  # noqa: T201
    assert answers(build["url"])
    app_id = UUID(build["app_id"])
    registry = OciRegistry(f"{docker_bed.registry}/tests")
    (found,) = json.loads(docker_bed.docker("inspect", name_of(app_id)).stdout)
    pinned = found["Config"]["Image"].partition("@")[2]
    assert pinned in (await registry.tags(repository_of(app_id))).values()

    assert golden(platform, "apps") == []
    renewed = golden(platform, "rebuild")
    assert [line["app_id"] for line in renewed if "app_id" in line] == [str(app_id)]
    assert platform.ended(renewed[-1]["build_id"])["state"] == "deployed"
    (after,) = json.loads(docker_bed.docker("inspect", name_of(app_id)).stdout)
    assert after["Config"]["Image"] != found["Config"]["Image"]
    assert golden(platform, "apps") == []
    assert answers(build["url"])

    with platform.http() as http:
        http.delete(f"/apps/{app_id}").raise_for_status()
    wait_until(lambda: docker_bed.docker("inspect", name_of(app_id)).returncode != 0, 60, platform.logs)
    wait_until(lambda: "app-" not in docker_bed.docker("images", "--format={{.Repository}}").stdout, 60, platform.logs)
