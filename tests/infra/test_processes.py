"""Processes are told apart, end with all their children, and outlive whoever started them."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from infra.apps.sandbox import Bubblewrap, Landlock, Policy, Sandbox, Unconfined, best_sandbox
from infra.processes import Command, Running, run, start, stop
from schemas.errors import Permanent

ENV = {"PATH": os.environ["PATH"]}


def shell(script: str, cwd: Path) -> Command:
    return Command(["/bin/sh", "-c", script], cwd, ENV)


async def test_hands_on_each_line_and_the_exit_code(tmp_path: Path) -> None:
    said: list[str] = []

    async def say(line: str) -> None:
        said.append(line)

    done = await run(shell("echo one; echo two >&2; exit 3", tmp_path), timedelta(seconds=20), say)
    assert (done.code, list(done.lines), said) == (3, ["one", "two"], ["one", "two"])


async def test_a_line_without_end_is_cut(tmp_path: Path) -> None:
    done = await run(shell("head -c 3000000 /dev/zero | tr '\\0' x", tmp_path), timedelta(seconds=20))
    assert all(len(line) <= 2_000 for line in done.lines)


async def test_too_long_is_killed_with_its_children(tmp_path: Path) -> None:
    with pytest.raises(Permanent, match="took longer than"):
        await run(shell("sleep 1000 & echo $! > child; wait", tmp_path), timedelta(seconds=1))
    child = int((tmp_path / "child").read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


async def test_stop_ends_the_stubborn_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ready")
    script = "trap '' TERM; echo yes > ready; while :; do sleep 1; done"
    running = await start(shell(script, tmp_path), tmp_path / "log")
    await asyncio.to_thread((tmp_path / "ready").read_text)
    await stop(running, timedelta(seconds=0.2))
    assert running.process is None


async def test_stop_finds_the_children_of_one_that_was_killed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "child")
    running = await start(shell("sleep 1000 & echo $! > child; wait", tmp_path), tmp_path / "log")
    child = psutil.Process(int(await asyncio.to_thread((tmp_path / "child").read_text)))
    os.kill(running.pid, signal.SIGKILL)
    await stop(running)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_a_stranger_with_the_same_pid_is_not_ours() -> None:
    assert Running(os.getpid(), psutil.Process().create_time()).process is not None
    assert Running(os.getpid(), psutil.Process().create_time() - 100).process is None


@pytest.mark.parametrize(("end", "code"), [("os.kill(os.getpid(), 9)", -signal.SIGKILL), ("sys.exit(0)", 0)])
async def test_outlives_its_starter(tmp_path: Path, end: str, code: int) -> None:
    program = (
        "import asyncio, sys, os; from pathlib import Path; from infra.processes import Command, start\n"
        f"here = Path({str(tmp_path)!r})\n"
        "running = asyncio.run(start(Command(['/bin/sleep', '1000'], here, {}), here / 'log'))\n"
        f"print(running.pid, running.started, flush=True); {end}"
    )
    starter = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE)
    said, _ = await starter.communicate()
    assert starter.returncode == code
    pid, started = said.decode().split()
    running = Running(int(pid), float(started))
    assert running.process is not None
    await stop(running)
    assert running.process is None


TRY = """
import os, socket, sys
def tried(what):
    try: what(); return "open"
    except OSError: return "refused"
home, port, own = sys.argv[1:]
print(tried(lambda: open(home + "/secret").read()),
      tried(lambda: socket.create_connection(("127.0.0.1", int(port)), 5)),
      tried(lambda: open(own + "/note", "w").write("mine")))
"""


def sandboxes() -> list[Sandbox]:
    best = best_sandbox()
    both: list[Sandbox] = [best, Landlock()] if isinstance(best, Bubblewrap) and "landlock" in best.name else [best]
    return [*both, Unconfined()] if best.confines else both


@pytest.mark.parametrize("sandbox", sandboxes(), ids=lambda sandbox: sandbox.name)
async def test_a_sandbox_shows_a_process_only_its_own(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the platform's")
    own = tmp_path / "own"
    own.mkdir()
    server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    interpreter = str(Path(sys.base_prefix) / "bin" / "python3")
    command = sandbox.wrap([interpreter, "-c", TRY, str(tmp_path), str(port), str(own)], Policy(write=(own,)))
    done = await asyncio.to_thread(
        subprocess.run, command, cwd=own, capture_output=True, text=True, env=ENV, check=False
    )
    server.close()
    confined = {"landlock": "refused refused open", "none": "open open open", "bubblewrap": "refused open open"}
    assert done.stdout.strip() == confined.get(sandbox.name, "refused refused open"), done.stderr
