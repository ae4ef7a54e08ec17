"""The supervisor, over real processes: order of start, restart of what ends, one line where it cannot."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest

from infra.stack.home import Home
from infra.stack.parts import Part
from infra.stack.probe import ready
from infra.stack.process import Command, noted
from infra.stack.supervisor import Supervisor
from schemas.errors import Unavailable


class Heard:
    """An audience that remembers."""

    def __init__(self) -> None:
        self.lines: asyncio.Queue[tuple[str, str]] = asyncio.Queue()

    def ready(self, part: str, seconds: float) -> None:
        self.lines.put_nowait(("ready", part))

    def ended(self, part: str, code: int, pause: float, why: str) -> None:
        self.lines.put_nowait(("ended", part))

    async def next(self) -> tuple[str, str]:
        return await asyncio.wait_for(self.lines.get(), 20)


def web(home: Home, name: str, after: frozenset[str] = frozenset()) -> Part:
    """A part that serves the current directory."""
    port = home.port(name)
    command = Command([sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)], cwd=home.root)
    return Part(name, port, lambda: command, lambda: ready("127.0.0.1", port, "/"), after)


@asynccontextmanager
async def running(home: Home, *parts: Part) -> AsyncIterator[tuple[Supervisor, Heard]]:
    heard = Heard()
    supervisor = Supervisor(parts, home, heard)
    try:
        assert await supervisor.start() == []
        yield supervisor, heard
    finally:
        await supervisor.stop()


def process_of(home: Home, name: str) -> psutil.Process:
    process = noted(home.note(name))
    assert process is not None
    return process


async def test_a_part_starts_once_those_that_it_needs_are_ready(home: Path) -> None:
    here = Home.at(home)
    async with running(here, web(here, "second", frozenset({"first"})), web(here, "first")) as (_, heard):
        assert [await heard.next(), await heard.next()] == [("ready", "first"), ("ready", "second")]


async def test_a_killed_part_is_started_again(home: Path) -> None:
    here = Home.at(home)
    async with running(here, web(here, "one")) as (_, heard):
        first = process_of(here, "one")
        os.kill(first.pid, signal.SIGKILL)
        assert [await heard.next() for _ in range(3)] == [("ready", "one"), ("ended", "one"), ("ready", "one")]
        assert process_of(here, "one").pid != first.pid


async def test_stopping_leaves_no_process(home: Path) -> None:
    here = Home.at(home)
    async with running(here, web(here, "one"), web(here, "two", frozenset({"one"}))):
        processes = [process_of(here, name) for name in ("one", "two")]
    assert not any(process.is_running() for process in processes)


async def test_a_server_that_does_not_start_is_one_line_with_its_last_words(home: Path) -> None:
    here = Home.at(home)
    command = Command([sys.executable, "-c", "raise SystemExit('no such quorum')"])
    part = Part("broker", 1, lambda: command, lambda: ready("127.0.0.1", 1))
    supervisor = Supervisor([part], here, Heard())
    with pytest.raises(Unavailable, match="broker did not start: no such quorum"):
        await supervisor.start()
    await supervisor.stop()


async def test_a_note_of_an_earlier_process_is_not_taken_for_a_stranger(home: Path) -> None:
    here = Home.at(home)
    here.note("kafka").write_text(f'{{"pid": {os.getpid()}, "started": 1.0}}')
    assert noted(here.note("kafka")) is None
