"""`fusion up`: one run of the whole local installation, from a new or used FUSION_HOME until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Protocol

import httpx

from infra.settings import Settings
from infra.stack.checks import check_disk, check_ports, check_servers
from infra.stack.home import Home
from infra.stack.logs import keep_bounded
from infra.stack.one_up import alone, clear_leftovers
from infra.stack.parts import parts
from infra.stack.supervisor import Audience, Supervisor


class Host(Audience, Protocol):
    """Also told when all is ready, and when it ends."""

    def open(self, url: str, missing: list[str]) -> None: ...

    def stopping(self) -> None: ...


async def up(settings: Settings, host: Host) -> None:
    """Run everything until SIGINT or SIGTERM. Raises FusionError with the one line that says what to do."""
    home = Home.at(settings.home)
    told_to_stop = _signals()
    with alone(home, settings.local_url):
        check_disk(home)
        await asyncio.to_thread(clear_leftovers, home)
        await check_servers(settings)
        wanted = parts(settings, home)
        check_ports(wanted, home)
        supervisor = Supervisor(wanted, home, host)
        bounded = asyncio.create_task(keep_bounded(home.directory("logs")))
        try:
            await _until(told_to_stop, _run(supervisor, settings, home, host))
        finally:
            host.stopping()
            bounded.cancel()
            await supervisor.stop()


async def _run(supervisor: Supervisor, settings: Settings, home: Home, host: Host) -> None:
    missing = await supervisor.start()
    host.open(await studio_link(settings, home), missing)
    await supervisor.failed()


async def _until(told_to_stop: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Run `work` until it ends by itself or we are told to stop."""
    waiting, working = asyncio.create_task(told_to_stop.wait()), asyncio.create_task(work)
    await asyncio.wait([waiting, working], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if working.done():
        working.result()
    working.cancel()
    await asyncio.wait([working])


def _signals() -> asyncio.Event:
    event = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, event.set)
    return event


async def studio_link(settings: Settings, home: Home) -> str:
    """A link that signs one person in to Studio, once; where the gateway has none to give, Studio's plain address."""
    url, token = settings.local_url, settings.token or home.read("token")
    headers = {"Authorization": f"Bearer {token}"}
    try:
        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            answer = await client.post(f"{url}/api/v1/session/links", headers=headers)
            return str(answer.raise_for_status().json()["url"])
    except (httpx.HTTPError, KeyError, ValueError):
        return url
