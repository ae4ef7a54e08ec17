"""Health of an application: asks it over HTTP, as a visitor would, until it answers or cannot any more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import httpx

from infra.processes import Running

FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.5
"""Seconds between two questions; each pause is half again as long as the one before."""


async def wait_until_answers(port: int, host: str, paths: Sequence[str], running: Running,
                             limit: timedelta) -> str | None:  # fmt: skip
    """Wait until every path answers 200; None, or what is wrong when the process ends first or time is up."""

    async def over() -> bool:
        return running.process is None

    return await wait_for(Door(host, port), paths, over, limit)


@dataclass(frozen=True)
class Door:
    """Where an application is asked: under its name, at a port of this machine or of another one."""

    host: str
    port: int
    address: str = "127.0.0.1"


async def wait_for(door: Door, paths: Sequence[str], over: Callable[[], Awaitable[bool]],
                   limit: timedelta) -> str | None:  # fmt: skip
    """Wait until every path answers 200; None, or what is wrong when `over` says that it ended, or time is up."""
    end = time.monotonic() + limit.total_seconds()
    pause = FIRST_PAUSE
    async with _client(door) as client:
        while (problem := await _problem(client, paths)) is not None:
            if await over():
                return "it ended by itself"
            if time.monotonic() > end:
                return f"{problem} after {limit.total_seconds():.0f} seconds"
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)
    return None


async def answer(port: int, host: str, path: str) -> tuple[int, str]:
    """Status and content type of one page. Raises httpx.HTTPError when there is no answer."""
    async with _client(Door(host, port)) as client:
        response = await client.get(path)
    return response.status_code, response.headers.get("content-type", "")


async def healthy(port: int, host: str, paths: Sequence[str], address: str = "127.0.0.1") -> str | None:
    """None when every path answers 200 now, else what is wrong."""
    async with _client(Door(host, port, address)) as client:
        return await _problem(client, paths)


def _client(door: Door) -> httpx.AsyncClient:
    # By address: not every system resolves names under .localhost, which browsers do themselves.
    return httpx.AsyncClient(
        base_url=f"http://{door.address}:{door.port}",
        headers={"Host": f"{door.host}:{door.port}"},
        timeout=5,
        trust_env=False,
    )


async def _problem(client: httpx.AsyncClient, paths: Sequence[str]) -> str | None:
    for path in paths:
        try:
            response = await client.get(path)
        except httpx.HTTPError:
            return f"{path} does not answer"
        if response.status_code != httpx.codes.OK:
            return f"{path} answers {response.status_code}"
    return None
