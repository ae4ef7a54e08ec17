"""Processes of the local stack: what to run, and which running one is ours (pid and start time, never a pid alone)."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Command:
    """What a part runs: arguments, environment on top of ours, working directory, and the user, where not ourselves."""

    args: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    user: str | None = None
    stop: signal.Signals = signal.SIGTERM
    grace: float = 20.0


def spawn(command: Command, log: Path) -> subprocess.Popen[bytes]:
    """Start the command in a session of its own, so that Ctrl-C reaches only whoever stops it in order."""
    with log.open("ab") as output:
        return subprocess.Popen(
            command.args,
            env={**os.environ, **command.env},
            cwd=command.cwd,
            user=command.user,
            group=command.user,
            extra_groups=[] if command.user else None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def record(path: Path, pid: int) -> None:
    """Write down a process that we started, so that a later run can tell it from a stranger with the same pid."""
    path.write_text(json.dumps({"pid": pid, "started": psutil.Process(pid).create_time()}))


def recorded(path: Path) -> psutil.Process | None:
    """The process that was written down, where it still runs."""
    try:
        known = json.loads(path.read_text())
        process = psutil.Process(int(known["pid"]))
        if abs(process.create_time() - float(known["started"])) > 1 or process.status() == psutil.STATUS_ZOMBIE:
            return None
    except (FileNotFoundError, ValueError, KeyError, psutil.NoSuchProcess):
        return None
    return process


def stop(process: psutil.Process, how: signal.Signals = signal.SIGTERM, grace: float = 20.0) -> None:
    """Ask the process to end; kill it, children included, when it has not after `grace` seconds."""
    with contextlib.suppress(psutil.NoSuchProcess):
        children = process.children(recursive=True)
        process.send_signal(how)
        for late in _waited([process, *children], grace):
            late.kill()


def _waited(processes: list[psutil.Process], grace: float) -> list[psutil.Process]:
    end = time.monotonic() + grace
    first, *rest = processes
    with contextlib.suppress(psutil.TimeoutExpired):
        first.wait(grace)
    return list(psutil.wait_procs([first, *rest], timeout=max(0.0, end - time.monotonic()))[1])


def tail(log: Path, lines: int = 1) -> str:
    """The last lines of a log, for the one line that says why a part did not start."""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 8192))
        found = [line for line in file.read().decode(errors="replace").splitlines() if line.strip()]
    return "\n".join(found[-lines:])
