"""Start a server of the stack and wait until it answers, for whoever does not supervise it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil

from infra.processes import last_lines, lives
from infra.stack import kafka, postgres
from infra.stack.home import Home
from infra.stack.jars import jars
from infra.stack.process import Command, note, noted, spawn, stop
from schemas.errors import Unavailable


async def start_kafka(home: Home, cache: Path) -> str:
    """The bootstrap servers of this home's running broker."""
    servers = kafka.bootstrap_servers(home)
    await _start(home, "kafka", lambda: kafka.kafka(home, jars(cache)), lambda: kafka.answers(servers))
    return servers


async def start_postgres(home: Home) -> str:
    """The superuser's URL of this home's running server, naming the platform's database."""
    url = postgres.database_url(home, "postgres")
    await _start(home, "postgres", lambda: postgres.postgres(home), lambda: postgres.answers(url))
    await postgres.ensure_platform_database(home)
    return postgres.database_url(home)


async def _start(
    home: Home, name: str, command: Callable[[], Command], answers: Callable[[], Awaitable[bool]], patience: float = 60
) -> None:
    if noted(home.note(name)) is None:
        process = spawn(await asyncio.to_thread(command), home.log(name))
        note(home.note(name), process.pid)
        await wait_until(answers, process, home.log(name), patience)


async def wait_until(
    answers: Callable[[], Awaitable[bool]], process: psutil.Process, log: Path, patience: float
) -> None:
    """Poll until the part answers. Raises Unavailable when it ended or took longer than `patience` seconds."""
    loop = asyncio.get_running_loop()
    end = loop.time() + patience
    while not await answers():
        if not lives(process):
            raise Unavailable(f"{log.stem} did not start: {' '.join(last_lines(log, 1))} (more in {log})")
        if loop.time() > end:
            raise Unavailable(f"{log.stem} did not answer within {patience:.0f} s (see {log})")
        await asyncio.sleep(0.1)


def stop_servers(home: Home) -> None:
    """Stop what `start_kafka` and `start_postgres` started in this home."""
    for name, how in (("kafka", kafka.STOP), ("postgres", postgres.STOP)):
        process = noted(home.note(name))
        if process is not None:
            stop(process, how, grace=15)
            home.note(name).unlink(missing_ok=True)
