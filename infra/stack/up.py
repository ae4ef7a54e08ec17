"""`fusion up`: one run of the whole local installation, from a new or used FUSION_HOME until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import os
import shutil
import signal
from collections.abc import Coroutine, Iterator
from typing import Protocol

import httpx

from infra.settings import Settings
from infra.stack import kafka, postgres
from infra.stack.home import Home, port_taken
from infra.stack.logs import keep_bounded
from infra.stack.parts import Part, parts, reachable, topics
from infra.stack.process import noted, stop
from infra.stack.supervisor import Audience, Supervisor
from schemas.errors import Permanent, Unavailable

ENOUGH_DISK = 1 << 30
"""Bytes that must be free: Kafka, PostgreSQL and a few applications need them."""


class Host(Audience, Protocol):
    """Also told when all is ready, and when it ends."""

    def open(self, url: str, missing: list[str]) -> None: ...

    def stopping(self) -> None: ...


async def up(settings: Settings, host: Host) -> None:
    """Run everything until SIGINT or SIGTERM. Raises FusionError with the one line that says what to do."""
    home = Home.at(settings.home)
    told_to_stop = _signals()
    with _alone(home, settings):
        _check_disk(home)
        await asyncio.to_thread(_clear_leftovers, home)
        await _check_servers(settings)
        wanted = parts(settings, home)
        _check_ports(wanted, home)
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


@contextlib.contextmanager
def _alone(home: Home, settings: Settings) -> Iterator[None]:
    """Hold this home; the lock ends with our process, whatever happens to it. Raises Permanent when it is held."""
    running = home.root / "up.json"
    with (home.root / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            there = json.loads(running.read_text()) if running.exists() else {"pid": "?", "url": "its own terminal"}
            raise Permanent(
                f"Fusion is already running in {home.root} (process {there['pid']}): {there['url']}"
            ) from None
        running.write_text(json.dumps({"pid": os.getpid(), "url": studio_url(settings)}))
        try:
            yield
        finally:
            running.unlink(missing_ok=True)


def studio_url(settings: Settings) -> str:
    return f"http://{reachable(settings.http_host)}:{settings.http_port}"


async def studio_link(settings: Settings, home: Home) -> str:
    """A link that signs one person in to Studio, once; where the gateway has none to give, Studio's plain address."""
    url, token = studio_url(settings), settings.token or home.read("token")
    headers = {"Authorization": f"Bearer {token}"}
    try:
        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            answer = await client.post(f"{url}/api/v1/session/links", headers=headers)
            return str(answer.raise_for_status().json()["url"])
    except (httpx.HTTPError, KeyError, ValueError):
        return url


def _check_disk(home: Home) -> None:
    free = shutil.disk_usage(home.root).free
    if free < ENOUGH_DISK:
        raise Permanent(
            f"Only {free >> 20} MB are free where {home.root} is, and Fusion needs 1 GB: "
            "free some, or set FUSION_HOME to a directory on a larger disk."
        )


def _clear_leftovers(home: Home) -> None:
    """End what an earlier `fusion up` left behind when it was killed. Only what is certainly ours is touched."""
    left = {path.stem: process for path in home.directory("run").glob("*.json") if (process := noted(path))}
    servers = {"kafka": kafka.STOP, "postgres": postgres.STOP}
    for name in sorted(left, key=lambda name: name in servers):
        stop(left[name], servers.get(name, signal.SIGTERM))
    for path in home.directory("run").glob("*.json"):
        path.unlink()


async def _check_servers(settings: Settings) -> None:
    """Servers that someone else runs must be there already; the topics are made on them too."""
    if settings.database_url is not None and not await postgres.answers(settings.database_url):
        raise Unavailable("PostgreSQL at FUSION_DATABASE_URL does not answer: start it, or unset the variable.")
    if settings.kafka_bootstrap_servers is not None:
        if not await kafka.answers(settings.kafka_bootstrap_servers):
            raise Unavailable(
                f"Kafka at {settings.kafka_bootstrap_servers} (FUSION_KAFKA_BOOTSTRAP_SERVERS) does not answer: "
                "start it, or unset the variable."
            )
        await topics(settings.kafka_bootstrap_servers, settings)


def _check_ports(wanted: tuple[Part, ...], home: Home) -> None:
    for part in wanted:
        if port_taken(part.port):
            cure = (
                "set FUSION_HTTP_PORT to another"
                if part.name == "gateway"
                else f"remove its line from {home.root / 'ports.json'} and another one is chosen"
            )
            raise Permanent(f"Port {part.port} ({part.name}) is in use by another program: end that, or {cure}.")
