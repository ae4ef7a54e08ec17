"""`fusion up` as people meet it: what is in its way is said in one line."""

from __future__ import annotations

import asyncio
import fcntl
import os
import socket
import subprocess
import sys
from pathlib import Path

import asyncpg
import psutil
import pytest

from infra.bus.topics import Plan, apply_topics
from infra.settings import Settings
from infra.stack.checks import check_disk
from infra.stack.home import Home
from infra.stack.one_up import clear_leftovers
from infra.stack.process import Command, note, noted, spawn
from infra.stack.start import start_kafka, start_postgres, stop_servers
from schemas.errors import Permanent

FUSION = Path(sys.executable).with_name("fusion")
CACHE = Path(__file__).parents[2] / ".cache"


def fusion(*args: str, **settings: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **{name: str(value) for name, value in settings.items()}}
    return subprocess.run([FUSION, *args], env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_second_up_in_one_home_says_where_the_first_is(home: Path) -> None:
    with (home / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (home / "up.json").write_text('{"pid": 4711, "url": "http://127.0.0.1:8000"}')
        done = fusion("up", FUSION_HOME=home)
    assert done.returncode == 1
    assert done.stderr == f"Fusion is already running in {home.resolve()} (process 4711): http://127.0.0.1:8000\n"


@pytest.mark.parametrize(("name", "cure"), [("kafka", "ports.json"), ("worker-image", "ports.json")])
def test_a_port_in_use_is_one_line_with_what_to_do(home: Path, name: str, cure: str) -> None:
    with socket.create_server(("127.0.0.1", Home.at(home).port(name))):
        done = fusion("up", FUSION_HOME=home)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "is in use by another program" in done.stderr
    assert cure in done.stderr


def test_the_gateways_port_in_use_names_the_setting(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as squatter:
        done = fusion("up", FUSION_HOME=home, FUSION_HTTP_PORT=squatter.getsockname()[1])
    assert done.returncode == 1
    assert "FUSION_HTTP_PORT" in done.stderr


def test_an_absent_kafka_of_ones_own_is_one_line(home: Path) -> None:
    port = Home.at(home).port("nobody")
    done = fusion("up", FUSION_HOME=home, FUSION_KAFKA_BOOTSTRAP_SERVERS=f"127.0.0.1:{port}")
    assert done.returncode == 1
    assert done.stderr.startswith(f"Kafka at 127.0.0.1:{port} (FUSION_KAFKA_BOOTSTRAP_SERVERS) does not answer")


def test_a_home_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = fusion("up", FUSION_HOME=tmp_path / "file" / "home")
    assert done.returncode == 1
    assert "FUSION_HOME" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_full_disk_is_one_line_with_what_to_do(home: Path) -> None:
    with pytest.raises(Permanent, match="free some, or set FUSION_HOME"):
        check_disk(Home.at(home), enough=1 << 60)


def test_what_a_killed_up_left_behind_is_ended_and_no_one_else(home: Path) -> None:
    here = Home.at(home)
    ours = spawn(Command([sys.executable, "-c", "import time; time.sleep(60)"]), here.log("backend"))
    note(here.note("backend"), ours.pid)
    stranger = spawn(Command([sys.executable, "-c", "import time; time.sleep(60)"]), here.log("stranger"))
    here.note("image").write_text(f'{{"pid": {stranger.pid}, "started": 1.0}}')
    try:
        clear_leftovers(here)
        assert psutil.Process(stranger.pid).is_running()
        assert not psutil.pid_exists(ours.pid)
    finally:
        stranger.kill()
        stranger.wait()
        ours.wait()


async def test_postgres_starts_where_another_program_has_the_pid_of_a_killed_one(home: Path) -> None:
    here = Home.at(home)
    try:
        url = await start_postgres(here)
        await asyncio.to_thread(kill, here, "postgres")
        lock = here.root / "postgres" / "postmaster.pid"
        lock.write_text(lock.read_text().replace(lock.read_text().split()[0], str(os.getpid()), 1))
        assert await start_postgres(here) == url
    finally:
        await asyncio.to_thread(stop_servers, here)


def kill(home: Home, part: str) -> None:
    process = noted(home.note(part))
    assert process is not None
    children = process.children()
    process.kill()
    psutil.wait_procs([process, *children], timeout=10)


async def test_state_outlives_the_servers(home: Path) -> None:
    here = Home.at(home)
    try:
        url, broker = await asyncio.gather(start_postgres(here), start_kafka(here, CACHE))
        connection = await asyncpg.connect(url)
        await connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        await connection.close()
        plan = Plan.of(Settings(), local=True)
        await apply_topics(broker, plan, ["fusion.kept.v1"])
        await asyncio.to_thread(stop_servers, here)

        again = await asyncio.gather(start_postgres(here), start_kafka(here, CACHE))
        assert tuple(again) == (url, broker)
        connection = await asyncpg.connect(url)
        assert await connection.fetchval("SELECT answer FROM kept") == 42
        await connection.close()
        assert await apply_topics(broker, plan, ["fusion.kept.v1"]) == {"fusion.kept.v1": "kept"}
    finally:
        await asyncio.to_thread(stop_servers, here)
