"""Images on a Docker daemon: built from a tree, pushed to a registry and pulled from it, removed."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
from aiodocker import Docker
from aiodocker.exceptions import DockerError

from infra.docker.daemon import Daemon, Record, missing
from infra.docker.errors import refusal
from infra.registry import Credentials
from infra.trees import Tree, pack
from schemas.errors import FusionError, Permanent, Temporary, Unavailable

Say = Callable[[str], Awaitable[None]]

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")

ENDLESS = aiohttp.ClientTimeout(total=None, sock_connect=10)


@dataclass(frozen=True)
class Recipe:
    """What to build: a tree with a Dockerfile in it. `target` is the stage to stop at, `network` that of its steps."""

    tree: Tree
    tag: str
    target: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    network: str | None = None
    pull: bool = False
    anew: bool = False


async def build(daemon: Daemon, recipe: Recipe, limit: timedelta, say: Say) -> None:
    """Build it, handing on each line. Raises Permanent, with the last lines, where a step fails."""
    lines: list[str] = []
    done = False
    async with (
        daemon.client() as docker,
        _in_time(limit, f"Building {recipe.tag}"),
        aclosing(_building(docker, recipe)) as messages,
    ):
        async for message in messages:
            if "error" in message:
                raise _failed(daemon.host, str(message["error"]), lines)
            for line in _COLOUR.sub("", str(message.get("stream", ""))).splitlines():
                if line.strip():
                    lines.append(line)
                    done = done or line.startswith("Successfully built")
                    await say(line)
    if not done:
        raise Unavailable(f"The Docker daemon at {daemon.host} broke off while it built {recipe.tag}: is it running?")


def _failed(host: str, error: str, lines: list[str]) -> FusionError:
    """A step that returned a code is the Dockerfile's fault; all else is the world's, if it says so."""
    said = "\n".join([*lines[-15:], error])
    if "returned a non-zero code" in error and "no space left" not in said.lower():
        return Permanent(f"The image does not build:\n{said}")
    return refusal(host, said)


async def _building(docker: Docker, recipe: Recipe) -> AsyncGenerator[Record, None]:
    """What the daemon says while it builds. By hand: aiodocker's `build` knows neither `target` nor `networkmode`."""
    query = {
        "t": recipe.tag, "rm": "1", "forcerm": "1", "target": recipe.target,
        "buildargs": json.dumps(dict(recipe.arguments)), "labels": json.dumps(dict(recipe.labels)),
        "pull": "1" if recipe.pull else "", "nocache": "1" if recipe.anew else "",
    }  # fmt: skip
    query |= {"networkmode": recipe.network} if recipe.network else {}
    body = await asyncio.to_thread(pack, recipe.tree)
    asked = docker._query(
        "build", "POST", params=query, data=io.BytesIO(body), headers={"content-type": "application/x-tar"},
        timeout=ENDLESS,
    )  # fmt: skip
    async with asked as response, response:  # aiodocker leaves it to the caller to let go of the response
        async for line in response.content:
            yield json.loads(line)


async def push(daemon: Daemon, name: str, credentials: Credentials | None, limit: timedelta, say: Say) -> None:
    """Push `repository:tag`. Raises Unavailable, with what to do, where the registry refuses or is away."""
    repository, _, tag = name.rpartition(":")
    async with (
        daemon.client() as docker,
        _in_time(limit, f"Pushing {name}"),
    ):
        async for message in docker.images.push(repository, tag=tag, auth=_auth(credentials), stream=True):
            if message.get("status") == "Pushed":
                await say(f"pushed layer {message.get('id', '')}")


async def pull(daemon: Daemon, address: str, credentials: Credentials | None, limit: timedelta) -> None:
    """See to it that the daemon has the image. Raises Permanent where the registry has it no more."""
    async with daemon.client() as docker, _in_time(limit, f"Pulling {address}"):
        if await _there(docker, address):
            return
        try:
            await docker.images.pull(address, auth=_auth(credentials))
        except DockerError as error:
            if "not found" in error.message.lower() or "manifest unknown" in error.message.lower():
                raise Permanent(f"The image {address} is gone from its registry: start a new build.") from error
            raise


async def inspect(daemon: Daemon, name: str) -> Record | None:
    """An image as the daemon describes it, where it has it."""
    async with daemon.client() as docker:
        try:
            return await docker.images.inspect(name)
        except DockerError as error:
            if missing(error):
                return None
            raise


async def remove(daemon: Daemon, label: str, keep: frozenset[str] = frozenset()) -> int:
    """Remove the daemon's images with that `name=value` label, but those whose names say `keep`; how many went.

    One that a container still runs on stays: it goes another time.
    """
    gone = 0
    async with daemon.client() as docker:
        for image in await docker.images.list(filters={"label": [label]}):
            names = [*(image.get("RepoTags") or ()), *(image.get("RepoDigests") or ())]
            if not keep.isdisjoint(names):
                continue
            for name in names or [image["Id"]]:
                gone += await _removed(docker, name)
    return gone


async def _removed(docker: Docker, name: str) -> bool:
    try:
        await docker.images.delete(name)
    except DockerError as error:
        if error.status in (404, 409):  # gone already, or in use
            return False
        raise
    return True


async def _there(docker: Docker, address: str) -> bool:
    try:
        await docker.images.inspect(address)
    except DockerError as error:
        if missing(error):
            return False
        raise
    return True


def _auth(credentials: Credentials | None) -> dict[str, str] | None:
    return {"username": credentials.user, "password": credentials.password} if credentials else None


@asynccontextmanager
async def _in_time(limit: timedelta, what: str) -> AsyncIterator[None]:
    """Raises Temporary where it takes longer than the limit."""
    try:
        async with asyncio.timeout(limit.total_seconds()):
            yield
    except TimeoutError:
        raise Temporary(f"{what} took longer than {limit}.") from None
