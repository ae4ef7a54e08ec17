"""Containers on a Docker daemon: confined, run once to their end or kept running, asked for their last words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
from aiodocker import Docker
from aiodocker.containers import DockerContainer
from aiodocker.exceptions import DockerError

from infra.docker.daemon import Daemon, Record, missing
from infra.processes import Finished
from schemas.errors import Permanent

USER = "10001:10001"
"""Nobody in particular; the images are made for it."""

PORT = 8000
"""Where an application listens inside a network of its own."""

HOST = "host"
"""The network that is the daemon's machine itself."""

ENDLESS = aiohttp.ClientTimeout(total=None, sock_connect=10)


@dataclass(frozen=True)
class Limits:
    """What one container may use at most."""

    memory_mib: int = 512
    cpus: float = 1.0
    processes: int = 128


@dataclass(frozen=True)
class Container:
    """What shall run. `network` is HOST, or one's name; there `port` is published, here it is listened on.

    `volumes` are by name, with where they are mounted: all else in the container is read-only, but a small /tmp.
    """

    name: str
    image: str
    environment: Mapping[str, str]
    network: str
    port: int | None = None
    published_on: str = "127.0.0.1"
    command: Sequence[str] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    volumes: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()
    lasting: bool = False

    @property
    def config(self) -> Record:
        """As the daemon takes it."""
        config: Record = {
            "Image": self.image,
            "User": USER,
            "Env": [f"{name}={value}" for name, value in sorted(self.environment.items())],
            "Labels": dict(self.labels),
            "HostConfig": self._host,
        }
        if self.command:
            config["Cmd"] = list(self.command)
        if self.port is not None and self.network != HOST:
            config["ExposedPorts"] = {f"{PORT}/tcp": {}}
        return config

    @property
    def _host(self) -> Record:
        host: Record = {
            "ReadonlyRootfs": True,
            "CapDrop": ["ALL"],
            "SecurityOpt": ["no-new-privileges:true"],
            "Privileged": False,
            "Init": True,
            "NetworkMode": self.network,
            "Memory": self.limits.memory_mib << 20,
            "MemorySwap": self.limits.memory_mib << 20,
            "NanoCpus": round(self.limits.cpus * 1e9),
            "PidsLimit": self.limits.processes,
            "Tmpfs": {"/tmp": "rw,noexec,nosuid,nodev,size=64m,mode=1777"},  # noqa: S108  # the container's own
            "Mounts": [
                {"Type": "volume", "Source": name, "Target": target, "ReadOnly": False}
                for name, target in self.volumes.items()
            ],
            "LogConfig": {"Type": "json-file", "Config": {"max-size": "10m", "max-file": "2"}},
            "RestartPolicy": {"Name": "unless-stopped" if self.lasting else "no"},
        }
        if self.network != HOST:
            host["ExtraHosts"] = ["host.docker.internal:host-gateway"]
            if self.port is not None:
                host["PortBindings"] = {f"{PORT}/tcp": [{"HostIp": self.published_on, "HostPort": str(self.port)}]}
        return host


async def start(daemon: Daemon, wanted: Container) -> None:
    """Start it, in place of whatever has its name. Raises Permanent where the daemon cannot start the image."""
    async with daemon.client() as docker:
        await _away(docker, wanted.name)
        container = await docker.containers.create(wanted.config, name=wanted.name)
        try:
            await container.start()
        except BaseException:
            await container.delete(force=True, v=True)
            raise


async def run(daemon: Daemon, wanted: Container, limit: timedelta) -> Finished:
    """Run it to its end, then remove it. Raises Permanent when it takes longer than `limit`."""
    await start(daemon, wanted)
    try:
        async with daemon.client() as docker:
            container = await docker.containers.get(wanted.name)
            try:
                async with asyncio.timeout(limit.total_seconds()):
                    ended = await container.wait(timeout=ENDLESS)
            except TimeoutError:
                last = (await _lines(container, 1) or ["nothing"])[-1]
                what = " ".join(wanted.command[-3:])
                raise Permanent(f"`{what}` took longer than {limit}. Its last line was: {last}") from None
            return Finished(int(ended["StatusCode"]), tuple(await _lines(container, 200)))
    finally:
        await remove(daemon, wanted.name)


async def execute(daemon: Daemon, name: str, command: Sequence[str], environment: Mapping[str, str]) -> Finished:
    """Run a command in a running container, as its own user."""
    async with daemon.client() as docker:
        container = await docker.containers.get(name)
        variables = [f"{key}={value}" for key, value in environment.items()]
        program = await container.exec(list(command), environment=variables, user=USER)
        output = b""
        async with program.start(timeout=aiohttp.ClientTimeout(total=90), detach=False) as stream:
            while (message := await stream.read_out()) is not None:
                output += message.data
        ended = await program.inspect()
        return Finished(int(ended["ExitCode"]), tuple(output.decode(errors="replace").splitlines()))


async def inspect(daemon: Daemon, name: str) -> Record | None:
    """A container as the daemon describes it, where there is one."""
    async with daemon.client() as docker:
        try:
            return dict(await (await docker.containers.get(name)).show())
        except DockerError as error:
            if missing(error):
                return None
            raise


async def last_words(daemon: Daemon, name: str, count: int = 20) -> list[str]:
    """The last non-empty lines that a container wrote."""
    async with daemon.client() as docker:
        return await _lines(await docker.containers.get(name), count)


async def stop(daemon: Daemon, name: str, grace: int = 10) -> None:
    """Ask it to end, and kill it after `grace` seconds. One that is not there is no error."""
    async with daemon.client() as docker:
        try:
            await (await docker.containers.get(name)).stop(t=grace)
        except DockerError as error:
            if not missing(error):
                raise


async def remove(daemon: Daemon, name: str) -> None:
    """Remove it, running or not. One that is not there is no error."""
    async with daemon.client() as docker:
        await _away(docker, name)


async def named(daemon: Daemon, label: str) -> list[str]:
    """The names of all containers with that label."""
    async with daemon.client() as docker:
        found = await docker.containers.list(all="1", filters=f'{{"label":["{label}"]}}')
        return [container["Names"][0].lstrip("/") for container in found]


async def changes(daemon: Daemon, label: str) -> AsyncIterator[str]:
    """The names of containers with that label, whenever one starts, ends, is removed or changes its health."""
    async with daemon.client() as docker:
        subscriber = docker.events.subscribe(create_task=False)  # type: ignore[no-untyped-call]
        listening = asyncio.create_task(docker.events.run(filters=f'{{"type":["container"],"label":["{label}"]}}'))
        try:
            while (event := await subscriber.get()) is not None:
                yield str(event["Actor"]["Attributes"].get("name", ""))
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


async def _away(docker: Docker, name: str) -> None:
    try:
        await (await docker.containers.get(name)).delete(force=True, v=True)
    except DockerError as error:
        if error.status not in (404, 409):  # 409: somebody removes it already
            raise


async def _lines(container: DockerContainer, count: int) -> list[str]:
    written = await container.log(stdout=True, stderr=True, tail=count)
    return [line for part in written for line in part.splitlines() if line.strip()][-count:]
