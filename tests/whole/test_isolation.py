"""Two live applications of two workspaces: with all that the one has, nothing of the other can be reached."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import pytest

from infra.apps.bundles import Runtime, Site
from infra.apps.sandbox import Sandbox, Unconfined, best_sandbox
from infra.processes import run
from infra.stack.home import Home
from infra.stack.start import start_postgres, stop_servers
from tests.whole.applications import Application
from tests.whole.platform import FUSION, Platform
from workers.deploy.isolation import LIMIT, PROBE
from workers.deploy.state import Apps

ROW = "Ada Lovelace"
TABLE, COLUMN = "patient", "full_name"
SPEC = {
    "app": {"label": "Practice"},
    "entities": [{"name": TABLE, "fields": [{"name": COLUMN, "type": "string", "required": True}]}],
}
REFUSED = (
    asyncpg.InvalidPasswordError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InsufficientPrivilegeError,
)
NO_FILE = "/nowhere/passwords"
"""Where asyncpg looks for a password that is not given."""

pytestmark = pytest.mark.proof


@dataclass(frozen=True)
class Neighbour:
    """An application, the token of its workspace, and the whole environment of its running process."""

    token: str
    app_id: str
    build_id: str
    environment: Mapping[str, str]

    @property
    def database(self) -> Any:
        return urlsplit(self.environment["DATABASE_URL"])


@pytest.fixture(scope="module")
def neighbours(platform: Platform) -> tuple[Neighbour, Neighbour]:
    """Each keeps one row."""
    mine, theirs = (move_in(platform, workspace) for workspace in ("mine", "theirs"))
    for neighbour in (mine, theirs):
        with Application(platform, neighbour.app_id) as application:
            application.create("patients", **{COLUMN: ROW})
    return mine, theirs


def move_in(platform: Platform, workspace: str) -> Neighbour:
    said = subprocess.run(
        [FUSION, "tokens", "create", "--workspace", workspace, "--json"], env=platform.env, capture_output=True,
        text=True, check=True,
    ).stdout  # fmt: skip
    token = json.loads(said)["token"]
    with platform.http(token) as http:
        asked = http.post("/apps", json={"spec": SPEC})
        assert asked.status_code == 202, asked.text
        build = platform.ended(asked.json()["build"]["id"])
    assert build["state"] == "deployed", build["failure"]
    process = json.loads((platform.home / "apps" / build["app_id"] / "process.json").read_text())
    pairs = Path(f"/proc/{process['pid']}/environ").read_text().rstrip("\0").split("\0")
    return Neighbour(token, build["app_id"], build["id"], dict(pair.split("=", 1) for pair in pairs))


def ways(mine: Neighbour, theirs: Neighbour) -> Iterator[tuple[str, str | None, str]]:
    """User, password (None: not even an empty one) and database of every attempt that A's environment allows."""
    own, other = mine.database, theirs.database
    their_name = other.path.lstrip("/")
    known = [own.password, mine.environment["SECRET_KEY"], mine.environment["SIGNIN_KEY"]]
    yield own.username, own.password, their_name
    for user in (other.username, "postgres"):
        for password in (None, "", *known):
            yield user, password, their_name


async def read(port: int, user: str, password: str | None, database: str) -> list[str]:
    """What is seen of B: its tables, their columns, its rows. Raises one of REFUSED."""
    connection = await asyncpg.connect(
        host="127.0.0.1", port=port, user=user, password=password, database=database, passfile=NO_FILE, timeout=10
    )
    try:
        columns = await connection.fetch("SELECT table_name, column_name FROM information_schema.columns")
        rows = await connection.fetch(f"SELECT {COLUMN} FROM {TABLE}")  # noqa: S608  # names of ours
    finally:
        await connection.close(timeout=5)
    return sorted({name for column in columns for name in column} & {TABLE, COLUMN}) + [row[0] for row in rows]


async def test_with_the_environment_of_one_the_others_database_is_closed(
    neighbours: tuple[Neighbour, Neighbour],
) -> None:
    for mine, theirs in (neighbours, neighbours[::-1]):
        for user, password, database in ways(mine, theirs):
            with pytest.raises(REFUSED):
                await read(mine.database.port, user, password, database)


async def test_its_own_database_tells_nothing_of_the_other(neighbours: tuple[Neighbour, Neighbour]) -> None:
    mine, _ = neighbours
    connection = await asyncpg.connect(mine.environment["DATABASE_URL"])
    try:
        tables = await connection.fetch("SELECT 1 FROM pg_class WHERE relname = $1", TABLE)
        assert len(tables) == 1, "its own, and not the other's of the same name"
        for statement in (
            "CREATE EXTENSION dblink",
            "CREATE EXTENSION postgres_fdw",
            "SELECT query FROM pg_stat_activity",
            "SELECT pg_read_file('postgresql.conf')",
            "SELECT pg_ls_dir('.')",
            "COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'",
            "SELECT rolpassword FROM pg_authid",
            "SET ROLE postgres",
            "ALTER ROLE CURRENT_USER SUPERUSER",
        ):
            with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.FeatureNotSupportedError)):
                await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture
async def open_server(neighbours: tuple[Neighbour, Neighbour]) -> AsyncIterator[int]:
    """The port of a PostgreSQL that trusts everybody, with databases and roles called as those of the neighbours."""
    with tempfile.TemporaryDirectory(prefix="fusion-open-", ignore_cleanup_errors=True) as directory:
        home = Home.at(Path(directory))
        admin = await asyncpg.connect(await start_postgres(home))
        try:
            for neighbour in neighbours:
                name = neighbour.database.username
                await admin.execute(f"CREATE ROLE {name} LOGIN")
                await admin.execute(f"CREATE DATABASE {name} OWNER {name}")
            (home.root / "postgres" / "pg_hba.conf").write_text("host all all 127.0.0.1/32 trust\n")
            await admin.execute("SELECT pg_reload_conf()")
            port = home.port("postgres")
            for neighbour in neighbours:
                name = neighbour.database.username
                own = await asyncpg.connect(host="127.0.0.1", port=port, user="postgres", password="", database=name)
                await own.execute(f"CREATE TABLE {TABLE} ({COLUMN} text); GRANT SELECT ON {TABLE} TO PUBLIC")
                await own.execute(f"INSERT INTO {TABLE} VALUES ('{ROW}')")  # noqa: S608  # a name of ours
                await own.close()
            yield port
        finally:
            await admin.close()
            stop_servers(home)


async def test_the_same_attempts_reach_a_database_that_is_open(
    neighbours: tuple[Neighbour, Neighbour], open_server: int
) -> None:
    for user, password, database in ways(*neighbours):
        assert await read(open_server, user, password, database) == [*sorted([TABLE, COLUMN]), ROW]


async def attempts(platform: Platform, sandbox: Sandbox, mine: Neighbour, theirs: Neighbour) -> dict[str, str]:
    """What a process in A's place reaches: files, listings and ports of the platform and of B."""
    home, apps = platform.home.resolve(), Apps(platform.home)
    runtime = Runtime(home, (home / "secret").read_text().strip(), sandbox)
    place, other = apps.directory(UUID(mine.app_id)), apps.directory(UUID(theirs.app_id))
    here, there = place.read(), other.read()
    assert here is not None
    assert here.served is not None
    assert there is not None
    release = place.release(here.served.image)
    site = Site(here.app_id, release, place.data, here.host, here.port, mine.environment["DATABASE_URL"])
    golden = await runtime.golden(release)
    parts = ("gateway", "worker-deploy", "kafka")
    files = ["", "secret", "token", "postgres-password", "artifacts", "logs", "apps", f"apps/{theirs.app_id}/data"]
    wanted = {
        "files": {name or "home": str(home / name) for name in files}
        | {f"environ of {part}": f"/proc/{platform.pid(part)}/environ" for part in ("gateway", "deploy")}
        | {"what it serves": str(other.root / "desired.json"), "program": str(Path(__file__))},
        "ports": {part: Home(home).port(part) for part in parts[1:]} | {"gateway": platform.port, "B": there.port},
    }
    python = ("{python}", "-I", "-S", "-c", PROBE, json.dumps(wanted))
    done = await run(runtime.command(site, python, golden, die_with_parent=True), LIMIT)
    assert done.code == 0, done.lines
    return dict(json.loads(done.lines[-1]))


async def test_from_the_sandbox_of_one_neither_the_platform_nor_the_other_is_seen(
    platform: Platform, neighbours: tuple[Neighbour, Neighbour]
) -> None:
    sandbox = best_sandbox()
    if not sandbox.confines:
        pytest.skip("this machine has no sandbox")
    found = await attempts(platform, sandbox, *neighbours)
    assert set(found.values()) == {"refused"}, found
    assert set((await attempts(platform, Unconfined(), *neighbours)).values()) == {"open"}


def test_each_token_sees_its_own_workspace_only(platform: Platform, neighbours: tuple[Neighbour, Neighbour]) -> None:
    mine, theirs = neighbours
    with platform.http(mine.token) as http:
        document = http.get(f"{platform.url}/openapi.json").raise_for_status().json()
        sha256 = http.post("/artifacts", content=b"something of mine").raise_for_status().json()["sha256"]
    values = {"app_id": mine.app_id, "build_id": mine.build_id, "sha256": sha256}
    for path, methods in document["paths"].items():
        if "get" not in methods or not path.startswith("/api/"):
            continue
        asked = re.sub(r"\{(\w+)\}", lambda found: values[found[1]], path).removeprefix("/api/v1")
        with platform.http(theirs.token) as foreign, platform.http(mine.token) as own:
            answer, proper = foreign.get(asked), own.get(asked)
        assert not any(value in answer.text for value in values.values()), (path, answer.text)
        if "{" in path:
            assert (answer.status_code, proper.status_code) == (404, 200), path
        else:
            assert answer.status_code == proper.status_code, path
            assert proper.status_code == (403 if "/ops/" in path else 200), path


def test_what_is_not_ones_own_cannot_be_changed(platform: Platform, neighbours: tuple[Neighbour, Neighbour]) -> None:
    mine, theirs = neighbours
    with platform.http(theirs.token) as http:
        for method, path, body in (
            ("DELETE", f"/apps/{mine.app_id}", None),
            ("POST", f"/apps/{mine.app_id}/builds", {"text": "Add a price to patients.", "base_version": 1}),
            ("POST", f"/apps/{mine.app_id}/signin-link", {}),
            ("POST", f"/builds/{mine.build_id}/approval", {}),
            ("POST", f"/builds/{mine.build_id}/cancel", None),
            ("POST", f"/builds/{mine.build_id}/retry", None),
            ("POST", f"/ops/builds/{mine.build_id}/replay", None),
        ):
            assert http.request(method, path, json=body).status_code in (403, 404), path
    with platform.http(mine.token) as http:
        assert http.get(f"/apps/{mine.app_id}").json()["state"] == "live"


def test_a_sign_in_link_opens_its_own_application_once(
    platform: Platform, neighbours: tuple[Neighbour, Neighbour]
) -> None:
    mine, theirs = neighbours
    with platform.http(mine.token) as http:
        link = http.post(f"/apps/{mine.app_id}/signin-link", json={}).raise_for_status().json()["url"]
    with Application(platform, mine.app_id) as application, Application(platform, theirs.app_id) as foreign:
        assert foreign.http.get(f"/signin/link/?{urlsplit(link).query}").status_code == 403
        assert application.http.get(link).status_code == 302
        assert application.http.get(link).status_code == 403
