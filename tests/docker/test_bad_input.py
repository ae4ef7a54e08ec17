"""Daemon and registry away, slow, refusing, full, with expired certificates: each a sentence that says what to do."""

from __future__ import annotations

import asyncio
import socket
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from infra.addresses import free_port
from infra.docker import images
from infra.docker.daemon import Daemon
from infra.docker.images import Recipe
from infra.processes import silence
from infra.registry import Credentials, OciRegistry
from schemas.errors import Permanent, Unavailable
from tests.docker.certificates import certificates
from tests.fakes.docker_bed import BASE_IMAGE, DockerBed

pytestmark = [pytest.mark.docker, pytest.mark.xdist_group("docker")]

LIMIT = timedelta(minutes=1)
RIGHT = Credentials("fusion", "right")
ENTRY = "fusion:$2b$05$FRrD/y..VUy.xqPnAah4WO4F6Pn1Ptkt3GfZVJX78rWQP1OUL.y9m\n"
"""Those credentials as a line of htpasswd."""


def recipe(tag: str, step: str = "LABEL a=b") -> Recipe:
    return Recipe({"Dockerfile": f"FROM {BASE_IMAGE}\n{step}\n".encode()}, tag)


async def test_a_daemon_that_is_not_there_is_named_with_the_setting(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"none.sock does not answer(.|\n)*FUSION_DOCKER_HOST"):
        await images.build(Daemon(f"unix://{tmp_path}/none.sock"), recipe("a:1"), LIMIT, silence)


async def test_a_daemon_that_stops_while_it_builds_costs_only_time(docker_bed: DockerBed) -> None:
    server = docker_bed.start_daemon("stopping")
    docker_bed.load_base("stopping")
    daemon = Daemon(f"unix://{docker_bed.home}/stopping.sock")

    async def stop(line: str) -> None:
        if line.startswith("Step 2/2"):
            await asyncio.to_thread(server.stop)

    with pytest.raises(Unavailable):
        await images.build(daemon, recipe("a:1", "RUN sleep 20"), LIMIT, stop)


async def test_a_daemon_that_says_nothing_is_not_waited_for_for_ever() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Unavailable, match="does not answer"):
            await Daemon(host, patience=0.3).problem()


@pytest.mark.parametrize("expired", [False, True])
async def test_a_daemon_is_reached_by_tls_unless_a_certificate_has_expired(
    docker_bed: DockerBed, tmp_path: Path, expired: bool
) -> None:
    place, port = certificates(tmp_path / "tls", expired=expired), free_port()
    files = (f"--tlscacert={place}/ca.pem", f"--tlscert={place}/cert.pem", f"--tlskey={place}/key.pem")
    server = docker_bed.start_daemon(f"tls-{port}", None, f"--host=tcp://127.0.0.1:{port}", "--tlsverify", *files)
    daemon = Daemon(f"tcp://127.0.0.1:{port}", place)
    if expired:
        with pytest.raises(Unavailable, match=r"certificate(.|\n)*FUSION_DOCKER_CERTIFICATES"):
            await daemon.problem()
    else:
        assert await daemon.problem() is None
    server.stop()


async def test_a_registry_that_is_away_is_named_with_the_setting(docker_bed: DockerBed) -> None:
    away = f"127.0.0.1:{free_port()}"
    with pytest.raises(Unavailable, match=rf"registry {away} does not answer(.|\n)*FUSION_REGISTRY"):
        await OciRegistry(away).find("app", "1")
    daemon, name = Daemon(docker_bed.host), f"{away}/app:1"
    await images.build(daemon, recipe(name), LIMIT, silence)
    with pytest.raises(Unavailable, match="registry does not answer: check FUSION_REGISTRY"):
        await images.push(daemon, name, None, LIMIT, silence)


async def test_a_registry_refuses_strangers_and_lets_in_who_signs_in(docker_bed: DockerBed, tmp_path: Path) -> None:
    users, at = tmp_path / "htpasswd", f"127.0.0.1:{free_port()}"
    users.write_text(ENTRY)
    secure = {"REGISTRY_AUTH": "htpasswd", "REGISTRY_AUTH_HTPASSWD_REALM": "tests",
              "REGISTRY_AUTH_HTPASSWD_PATH": str(users)}  # fmt: skip
    server = docker_bed.start_registry(at, secure=secure, name=f"secure-{uuid4().hex[:6]}")
    daemon, name = Daemon(docker_bed.host), f"{at}/app:1"
    await images.build(daemon, recipe(name), LIMIT, silence)
    for who in (None, Credentials("fusion", "wrong")):
        with pytest.raises(Unavailable, match=r"refuses: check FUSION_REGISTRY_USER"):
            await images.push(daemon, name, who, LIMIT, silence)
        with pytest.raises(Unavailable, match=r"refuses: check FUSION_REGISTRY_USER"):
            await OciRegistry(at, who).find("app", "1")
    await images.push(daemon, name, RIGHT, LIMIT, silence)
    assert await OciRegistry(at, RIGHT).find("app", "1") is not None
    server.stop()


async def test_a_registry_whose_certificate_has_expired_is_told_apart(docker_bed: DockerBed, tmp_path: Path) -> None:
    place, at = certificates(tmp_path / "tls", expired=True), f"127.0.0.1:{free_port()}"
    secure = {"REGISTRY_HTTP_TLS_CERTIFICATE": f"{place}/cert.pem", "REGISTRY_HTTP_TLS_KEY": f"{place}/key.pem"}
    server = docker_bed.start_registry(at, secure=secure, name=f"expired-{uuid4().hex[:6]}")
    with pytest.raises(Unavailable, match="certificate is not accepted: renew it"):
        await OciRegistry(f"https://{at}").find("app", "1")
    server.stop()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with room for the base image and little more."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=220m", "tmpfs", place], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"this machine lets no file system be mounted: {done.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


async def test_a_daemon_whose_disk_is_full_says_so(docker_bed: DockerBed, small_disk: Path) -> None:
    server = docker_bed.start_daemon("full", small_disk)
    docker_bed.load_base("full")
    daemon = Daemon(f"unix://{docker_bed.home}/full.sock")
    with pytest.raises(Unavailable, match="disk is full: free some space"):
        await images.build(daemon, recipe("a:1", "RUN head -c 300000000 /dev/zero > /big"), LIMIT, silence)
    server.stop()


async def test_a_step_that_fails_is_the_dockerfiles_own_fault(docker_bed: DockerBed) -> None:
    with pytest.raises(Permanent, match=r"does not build:(.|\n)*colour is missing(.|\n)*non-zero code: 3"):
        await images.build(Daemon(docker_bed.host), recipe("a:1", "RUN echo colour is missing; exit 3"), LIMIT, silence)


async def test_a_build_that_takes_too_long_is_given_up(docker_bed: DockerBed) -> None:
    with pytest.raises(Exception, match="took longer than 0:00:02"):
        await images.build(Daemon(docker_bed.host), recipe("a:1", "RUN sleep 30"), timedelta(seconds=2), silence)
