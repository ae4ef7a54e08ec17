"""Networks and volumes on a Docker daemon: each application has its own."""

from __future__ import annotations

from aiodocker.exceptions import DockerError

from infra.docker.daemon import Daemon, missing


async def ensure_network(daemon: Daemon, name: str, labels: dict[str, str]) -> None:
    """A bridge of this name, on which containers meet nobody of another one."""
    async with daemon.client() as docker:
        try:
            await docker.networks.get(name)
        except DockerError as error:
            if not missing(error):
                raise
            await docker.networks.create({"Name": name, "Driver": "bridge", "Labels": labels, "CheckDuplicate": True})


async def remove_network(daemon: Daemon, name: str) -> None:
    async with daemon.client() as docker:
        try:
            await (await docker.networks.get(name)).delete()
        except DockerError as error:
            if not missing(error):
                raise


async def remove_volume(daemon: Daemon, name: str) -> None:
    async with daemon.client() as docker:
        try:
            await (await docker.volumes.get(name)).delete()  # type: ignore[no-untyped-call]
        except DockerError as error:
            if not missing(error):
                raise
