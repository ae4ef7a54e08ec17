"""Operating-system processes: in groups of their own, known by pid and start time, ended with all their children."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

import psutil

from schemas.errors import Permanent

TAIL = 200
"""How many last lines of a command's output are kept."""

LONGEST_LINE = 2_000
"""Longest line that is handed on, in bytes."""

Say = Callable[[str], Awaitable[None]]
"""Takes one line of a command's output while it runs."""


async def silence(line: str) -> None:
    """Takes a line and does nothing with it."""


@dataclass(frozen=True)
class Command:
    """What to run, where, and in which environment: that one exactly, nothing is inherited."""

    args: Sequence[str]
    cwd: Path
    env: Mapping[str, str]


@dataclass(frozen=True)
class Finished:
    """How a command ended: its exit code (negative: the signal) and the last lines that it wrote."""

    code: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Running:
    """A process that outlives its starter. A pid alone may be a stranger's by now; with its start time it is not."""

    pid: int
    started: float

    @classmethod
    def read(cls, path: Path) -> Running | None:
        """The process noted in a file, where there is one."""
        try:
            return cls(**json.loads(path.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def write(self, path: Path) -> None:
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(self)))
        draft.replace(path)

    @property
    def process(self) -> psutil.Process | None:
        """The process, as long as it lives."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) < 1
        except psutil.NoSuchProcess:
            return None
        return process if same and lives(process) else None


async def run(command: Command, limit: timedelta, say: Say = silence) -> Finished:
    """Run a command to its end, handing on each line. Raises Permanent when it takes longer than `limit`.

    When the waiting is cancelled or too long, the command's whole process group is killed.
    """
    process = await asyncio.create_subprocess_exec(
        *command.args, cwd=command.cwd, env=dict(command.env), stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    stdout = process.stdout or asyncio.StreamReader()
    lines: deque[str] = deque(maxlen=TAIL)
    try:
        async with asyncio.timeout(limit.total_seconds()):
            async for line in _lines(stdout):
                lines.append(line)
                await say(line)
            return Finished(await process.wait(), tuple(lines))
    except TimeoutError:
        last = f" Its last line was: {lines[-1]}" if lines else ""
        raise Permanent(f"`{' '.join(command.args[-3:])}` took longer than {limit}.{last}") from None
    finally:
        await _kill_group(process)


async def _lines(stream: asyncio.StreamReader) -> AsyncIterator[str]:
    """The stream's lines, cut where one is longer than anybody reads."""
    rest = b""
    while chunk := await stream.read(1 << 16):
        *whole, rest = (rest + chunk).split(b"\n")
        whole += [rest] if len(rest) > LONGEST_LINE else []
        rest = b"" if len(rest) > LONGEST_LINE else rest
        for line in whole:
            yield line[:LONGEST_LINE].decode(errors="replace").rstrip()
    if rest:
        yield rest.decode(errors="replace").rstrip()


async def _kill_group(process: asyncio.subprocess.Process) -> None:
    """End what is left of a command, and see it gone."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:  # nothing is
        return
    finally:
        await process.wait()
    await _still_there(_family(Running(process.pid, 0.0)), timedelta(seconds=5))


async def start(command: Command, log: Path) -> Running:
    """Start a process that goes on when this one ends; its output is appended to `log`."""
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: ASYNC220 - asyncio's own kills its processes when its loop is closed
            command.args, cwd=command.cwd, env=dict(command.env), stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    process.returncode = 0  # From here on it is known by its Running alone, to whatever process looks after it.
    try:
        return Running(process.pid, psutil.Process(process.pid).create_time())
    except psutil.NoSuchProcess:
        return Running(process.pid, time.time())


async def stop(running: Running | None, grace: timedelta = timedelta(seconds=10)) -> None:
    """Ask a process and its children to end; kill those that have not after `grace`."""
    if running is None:
        return
    family = _family(running)
    for ask, patience in ((psutil.Process.terminate, grace), (psutil.Process.kill, timedelta(seconds=5))):
        for member in family:
            with suppress(psutil.NoSuchProcess):
                ask(member)
        family = await _still_there(family, patience)


def _family(running: Running) -> list[psutil.Process]:
    """The process with its children, and what else is left of its group: it may just be ending."""
    found = {member.pid: member for member in psutil.process_iter() if _in_group(member, running)}
    with suppress(psutil.NoSuchProcess):
        if process := running.process:
            found |= {member.pid: member for member in (process, *process.children(recursive=True))}
    return list(found.values())


def _in_group(member: psutil.Process, running: Running) -> bool:
    try:
        return os.getpgid(member.pid) == running.pid and member.create_time() >= running.started - 1
    except (ProcessLookupError, psutil.NoSuchProcess):
        return False


async def _still_there(family: list[psutil.Process], patience: timedelta) -> list[psutil.Process]:
    """Those that live after `patience`, or none sooner. Only looks: psutil's waiting would reap asyncio's children."""
    end = time.monotonic() + patience.total_seconds()
    pause = 0.005
    while (family := [member for member in family if lives(member)]) and time.monotonic() < end:
        await asyncio.sleep(pause)
        pause = min(2 * pause, 0.1)
    return family


def lives(process: psutil.Process) -> bool:
    """Whether it runs. Of our own children that ended, nobody else would take notice."""
    try:
        if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            return True
    except psutil.NoSuchProcess:
        return False
    with suppress(ChildProcessError):
        os.waitpid(process.pid, os.WNOHANG)
    return False


def last_lines(log: Path, count: int = 20, since: int = 0) -> list[str]:
    """The last non-empty lines of a log from byte `since` on."""
    try:
        with log.open("rb") as file:
            file.seek(max(since, log.stat().st_size - 64 * 1024))
            text = file.read().decode(errors="replace")
    except FileNotFoundError:
        return []
    return [line for line in text.splitlines() if line.strip()][-count:]
