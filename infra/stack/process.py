"""A part's process: what to run, started in a session of its own, stopped by the signal that suits it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from infra.processes import Running

NOT_INHERITED = {"PYTHONDONTWRITEBYTECODE"}
"""Without bytecode every start of a worker would compile all that it imports."""


@dataclass(frozen=True)
class Command:
    """What a part runs: its environment comes on top of ours; `user` where it must not be ourselves."""

    args: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    user: str | None = None
    stop: signal.Signals = signal.SIGTERM
    grace: float = 20.0

    @property
    def options(self) -> dict[str, Any]:
        """The keyword arguments of `subprocess`. Ctrl-C must reach only whoever stops the parts in order."""
        inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        return {
            "env": {**inherited, **self.env},
            "cwd": self.cwd,
            "user": self.user,
            "group": self.user,
            "extra_groups": [] if self.user else None,
            "stdin": subprocess.DEVNULL,
            "start_new_session": True,
        }


def spawn(command: Command, log: Path) -> psutil.Process:
    """Start it, to go on when we end; what it prints is appended to the log."""
    with log.open("ab") as output:
        process = subprocess.Popen(command.args, stdout=output, stderr=subprocess.STDOUT, **command.options)
    process.returncode = 0  # from here on it is known by its pid alone; Python warns of those that it believes to run
    return psutil.Process(process.pid)


def note(path: Path, pid: int) -> None:
    """Write down a process that we started, so that a later run can tell it from a stranger with the same pid."""
    with contextlib.suppress(psutil.NoSuchProcess):
        Running(pid, psutil.Process(pid).create_time()).write(path)


def noted(path: Path) -> psutil.Process | None:
    """The process that was written down, where it still runs."""
    running = Running.read(path)
    return running.process if running else None


def stop(process: psutil.Process, how: signal.Signals = signal.SIGTERM, grace: float = 20.0) -> None:
    """Ask the process to end; kill it, children included, when it has not after `grace` seconds."""
    with contextlib.suppress(psutil.NoSuchProcess):
        family = [process, *process.children(recursive=True)]
        process.send_signal(how)
        with contextlib.suppress(psutil.TimeoutExpired):
            process.wait(grace)
        for late in psutil.wait_procs(family, timeout=1)[1]:
            late.kill()
