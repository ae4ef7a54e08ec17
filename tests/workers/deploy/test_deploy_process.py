"""The process engine: an application's own place on this machine, which outlives the platform's processes."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import asyncpg
import httpx
import psutil
import pytest

from infra.apps.sandbox import Unconfined
from schemas.errors import Permanent, Superseded, Temporary, Unavailable
from schemas.events import ImageRef
from tests.fakes.applications import bundle
from tests.fakes.machine import SECRET, Machine
from workers.deploy.engine import Release, Reverse
from workers.deploy.process import ProcessEngine
from workers.deploy.supervisor import Supervisor


async def release(machine: Machine, *, version: str = "1", broken: str = "", build_no: int = 1,
                  of: Release | None = None) -> Release:  # fmt: skip
    image = await bundle(machine.artifacts, version=version, broken=broken)
    if of is not None:
        return Release(of.app_id, of.workspace_id, of.name, build_no, image)
    return Release(uuid4(), uuid4(), "dogs", build_no, image)


def visit(url: str) -> httpx.AsyncClient:
    parts = urlsplit(url)
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{parts.port}", headers={"Host": parts.netloc})


async def page(url: str, path: str) -> str:
    async with visit(url) as client:
        response = await client.get(path)
        assert response.status_code == httpx.codes.OK, response.text
        return response.text


async def test_a_change_keeps_the_rows(machine: Machine) -> None:
    engine, first = machine.deploy_engine(), await release(machine)
    url = (await engine.deploy(first)).url
    async with visit(url) as client:
        await client.post("/notes", content="fed the dog")
    await engine.deploy(await release(machine, of=first, version="2", build_no=2))
    assert await page(url, "/version") == '"2"'
    assert await page(url, "/notes") == '["fed the dog"]'


async def test_redelivered_it_migrates_once(machine: Machine) -> None:
    engine, first = machine.deploy_engine(), await release(machine)
    url = (await engine.deploy(first)).url
    await engine.deploy(first)
    assert await page(url, "/migrations") == "1"


@pytest.mark.parametrize("broken", ["migrate", "boot", "ready"])
async def test_a_version_that_does_not_come_up_leaves_the_one_before(machine: Machine, broken: str) -> None:
    engine, first = machine.deploy_engine(), await release(machine)
    engine.boot_limit = engine.boot_limit if broken != "ready" else engine.boot_limit / 20
    url = (await engine.deploy(first)).url
    bad = await release(machine, of=first, version="2", broken=broken, build_no=2)
    with pytest.raises(Permanent, match=r"does not come up|migration of the database failed"):
        await engine.deploy(bad)
    assert await page(url, "/version") == '"1"'
    with pytest.raises(Superseded):
        await engine.deploy(first)


async def test_a_step_back_takes_migrations_back_by_the_version_that_is_left(machine: Machine) -> None:
    engine, first = machine.deploy_engine(), await release(machine)
    url = (await engine.deploy(first)).url
    second = await release(machine, of=first, version="2", build_no=2)
    await engine.deploy(second)
    await engine.deploy(back(first, second.image, 3))
    assert await page(url, "/version") == '"1"'
    assert await page(url, "/migrations") == "0"


async def test_where_taking_back_fails_the_version_that_was_left_serves_on(machine: Machine) -> None:
    engine, first = machine.deploy_engine(), await release(machine)
    url = (await engine.deploy(first)).url
    second = await release(machine, of=first, version="2", broken="reverse", build_no=2)
    await engine.deploy(second)
    with pytest.raises(Permanent, match="cannot be taken back"):
        await engine.deploy(back(first, second.image, 3))
    assert await page(url, "/version") == '"2"'
    assert await page(url, "/migrations") == "1"


def back(to: Release, leave: ImageRef, build_no: int) -> Release:
    reverse = Reverse(leave, ("{python}", "app.py", "reverse"))
    return replace(to, build_no=build_no, breaking=True, reverse=reverse)


async def test_the_environment_holds_nothing_of_the_platform(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUSION_TOKEN", "the operator's")
    first = await release(machine)
    environment = json.loads(await page((await machine.deploy_engine().deploy(first)).url, "/environment"))
    assert environment["APP_ID"] == str(first.app_id)
    assert environment["ALLOWED_HOSTS"] in environment["APP_URL"]
    assert not [name for name in environment if name.startswith("FUSION")]
    assert SECRET not in environment.values()
    assert machine.databases.admin_url not in environment.values()


async def test_with_all_that_one_knows_the_other_stays_closed(machine: Machine) -> None:
    engine, one, other = machine.deploy_engine(), await release(machine), await release(machine)
    environment = json.loads(await page((await engine.deploy(one)).url, "/environment"))
    await engine.deploy(other)
    theirs = urlsplit(machine.databases.url(other.app_id))
    mine, superuser = urlsplit(environment["DATABASE_URL"]), urlsplit(machine.databases.admin_url).username
    for user, password, database in (
        (mine.username, mine.password, theirs.path),
        (theirs.username, mine.password, theirs.path),
        (theirs.username, environment["SECRET_KEY"], theirs.path),
        (theirs.username, "", theirs.path),
        (superuser, mine.password, "/postgres"),
        (superuser, environment["SIGNIN_KEY"], "/postgres"),
        (superuser, "", "/postgres"),
    ):
        with pytest.raises((asyncpg.InvalidPasswordError, asyncpg.InsufficientPrivilegeError)):
            await asyncpg.connect(
                host=mine.hostname, port=mine.port, user=user, password=password, database=database[1:]
            )


@pytest.mark.xdist_group("open database")  # one opens a database, the other must find none open
async def test_the_probe_finds_each_application_alone(machine: Machine) -> None:
    engine, first = machine.deploy_engine(), await release(machine)
    await engine.deploy(first)
    isolation = (await engine.deploy(await release(machine))).isolation
    assert isolation.pop("sandbox") == machine.runtime.sandbox.name
    assert isolation.pop("own database") == "reached"
    assert {"another application's database", "another application's files", "platform's secret"} <= isolation.keys()
    assert not {way: came for way, came in isolation.items() if came != "refused"}


async def test_without_a_sandbox_the_probe_says_so(home: Path, platform_database: str) -> None:
    machine = Machine(home, platform_database, Unconfined())
    engine, first = machine.deploy_engine(), await release(machine)
    isolation = (await engine.deploy(first)).isolation
    assert isolation["platform's directory"] == "open"
    with pytest.raises(Permanent, match="FUSION_ALLOW_UNSANDBOXED"):
        await engine.deploy(await release(machine))
    await engine.retire(first.app_id)


async def test_applications_outlive_the_worker_and_are_adopted(machine: Machine) -> None:
    first = await release(machine)
    url = await deployed_by_another_process(machine, first)
    engine = machine.deploy_engine()
    before = engine.apps.directory(first.app_id).started
    await Supervisor(engine.apps, engine.restart).look()
    assert await page(url, "/version") == '"1"'
    assert engine.apps.directory(first.app_id).started == before


async def deployed_by_another_process(machine: Machine, release: Release) -> str:
    """Deploy in a process that is killed afterwards; returns the URL."""
    program = (
        "import asyncio, os, sys; from pathlib import Path; from uuid import UUID\n"
        "from schemas.events import ImageRef; from tests.fakes.machine import Machine\n"
        "from workers.deploy.engine import Release\n"
        "home, database, app, workspace, image = sys.argv[1:]\n"
        "release = Release(UUID(app), UUID(workspace), 'dogs', 1, ImageRef.model_validate_json(image))\n"
        "print(asyncio.run(Machine(Path(home), database).deploy_engine().deploy(release)).url, flush=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    args = [str(machine.home), machine.databases.admin_url, str(release.app_id), str(release.workspace_id)]
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, *args, release.image.model_dump_json(), stdout=asyncio.subprocess.PIPE
    )
    output, _ = await worker.communicate()
    assert worker.returncode == -signal.SIGKILL
    return output.decode().strip()


async def test_what_crashed_is_started_again_where_it_was(machine: Machine) -> None:
    engine, first = machine.deploy_engine(), await release(machine)
    url = (await engine.deploy(first)).url
    async with visit(url) as client:
        await client.post("/notes", content="kept")
    await killed(engine, first.app_id)
    await Supervisor(engine.apps, engine.restart).look()
    assert await page(url, "/notes") == '["kept"]'


def process_of(engine: ProcessEngine, app_id: UUID) -> psutil.Process:
    started = engine.apps.directory(app_id).started
    assert started is not None
    assert started.running.process is not None
    return started.running.process


async def killed(engine: ProcessEngine, app_id: UUID) -> None:
    """Kill the application as a crash would."""
    leader = process_of(engine, app_id)
    family = [leader, *leader.children(recursive=True)]
    for process in family:
        process.kill()
    await asyncio.to_thread(psutil.wait_procs, family, 10)


async def test_what_crashes_again_and_again_is_started_less_often(machine: Machine) -> None:
    engine, first = machine.deploy_engine(), await release(machine)
    await engine.deploy(first)
    starts: list[UUID] = []

    async def crash(place: object, desired: object) -> str:
        starts.append(first.app_id)
        return "it ended by itself"

    await killed(engine, first.app_id)
    supervisor = Supervisor(engine.apps, crash)
    for _ in range(3):
        await supervisor.look()
    assert len(starts) == 1


async def test_stopped_with_the_platform_it_comes_back_with_it(machine: Machine) -> None:
    engine, first = machine.deploy_engine(), await release(machine)
    url = (await engine.deploy(first)).url
    await engine.stop_all()
    with pytest.raises(httpx.ConnectError):
        await page(url, "/version")
    again = Machine(machine.home, machine.databases.admin_url).deploy_engine()
    await Supervisor(again.apps, again.restart).look()
    assert await page(url, "/version") == '"1"'


async def test_a_port_that_a_stranger_took_is_named(machine: Machine) -> None:
    engine, first = machine.deploy_engine(), await release(machine)
    port = urlsplit((await engine.deploy(first)).url).port
    await killed(engine, first.app_id)
    stranger = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", port, reuse_address=True)
    with pytest.raises(Temporary, match=f"Port {port} of the application is taken"):
        await engine.deploy(first)
    stranger.close()
    await stranger.wait_closed()


async def test_one_deployment_of_an_application_at_a_time(machine: Machine) -> None:
    engine, first = machine.deploy_engine(), await release(machine)
    with engine.apps.locked(first.app_id), pytest.raises(Temporary, match="under way"):
        await engine.deploy(first)


async def test_retired_nothing_is_left(machine: Machine) -> None:
    engine, first = machine.deploy_engine(), await release(machine)
    url = (await engine.deploy(first)).url
    process = process_of(engine, first.app_id)
    await engine.retire(first.app_id)
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    assert not engine.apps.directory(first.app_id).root.exists()
    with pytest.raises(httpx.ConnectError):
        await page(url, "/healthz")
    admin = await asyncpg.connect(machine.databases.admin_url)
    name = machine.databases.name(first.app_id)
    assert await admin.fetch("SELECT 1 FROM pg_roles WHERE rolname = $1", name) == []
    assert await admin.fetch("SELECT 1 FROM pg_database WHERE datname = $1", name) == []
    await admin.close()


async def test_a_place_that_cannot_be_written_is_said_so(machine: Machine) -> None:
    engine, first = machine.deploy_engine(), await release(machine)
    (engine.apps.root / str(first.app_id)).write_text("a file where the application's directory should be")
    with pytest.raises(Unavailable, match=f"Nothing can be written to {engine.apps.root}"):
        await engine.deploy(first)
