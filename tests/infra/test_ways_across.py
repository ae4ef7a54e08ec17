"""Every way in `ways_across.toml`: refused as Fusion makes databases, open where the server is open."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest

from infra.apps.databases import AppDatabases
from infra.stack.home import Home
from infra.stack.start import start_postgres, stop_servers

WAYS: list[dict[str, str]] = tomllib.loads((Path(__file__).parent / "ways_across.toml").read_text())["way"]

REFUSED = (
    asyncpg.InvalidPasswordError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InsufficientPrivilegeError,
)

pytestmark = pytest.mark.xdist_group("open database")


@dataclass(frozen=True)
class Server:
    """Where A and B live: A's credentials, and the words that ways are written with."""

    admin_url: str
    own_url: str
    words: dict[str, str]

    async def tried(self, way: dict[str, str]) -> None:
        """Go the way. Raises one of REFUSED where it is closed."""
        filled = {key: text.format(**self.words) for key, text in way.items() if key != "sql"}
        own = urlsplit(self.own_url)
        place: dict[str, Any] = {
            "host": own.hostname,
            "port": own.port,
            "user": filled.get("user", own.username),
            "password": filled.get("password", own.password),
            "database": filled.get("database", own.path.lstrip("/")),
        }
        connection = await asyncpg.connect(**place, passfile="/nowhere/passwords", timeout=10)
        try:
            async with self.backend_of_the_other(way["name"]) as backend:
                sql = way.get("sql", "SELECT relname FROM pg_class LIMIT 1")
                await connection.execute(sql.format(**self.words, b_backend=backend))
        finally:
            await connection.close(timeout=5)

    def backend_of_the_other(self, name: str) -> Backend:
        return Backend(self.admin_url, self.words["b"] if "connections" in name else "postgres")

    async def undo(self, way: dict[str, str]) -> None:
        if "undo" in way:
            admin = await asyncpg.connect(self.admin_url, database=self.words["a"])
            await admin.execute(way["undo"].format(**self.words))
            await admin.close()


class Backend:
    """A connection of somebody else, to be ended by strangers or not."""

    def __init__(self, url: str, database: str) -> None:
        self.url, self.database = url, database

    async def __aenter__(self) -> int:
        self._connection = await asyncpg.connect(self.url, database=self.database)
        return int(await self._connection.fetchval("SELECT pg_backend_pid()"))

    async def __aexit__(self, *error: object) -> None:
        self._connection.terminate()


def words(databases: AppDatabases, a: Any, b: Any, login: int) -> dict[str, str]:
    admin = urlsplit(databases.admin_url)
    return {
        "a": databases.name(a),
        "b": databases.name(b),
        "a_login": databases.login(a, login),
        "b_login": databases.login(b, 0),
        "superuser": admin.username or "",
        "platform": admin.path.lstrip("/"),
    }


@pytest.fixture(params=[0, 1], ids=["first login", "second login"])
async def closed(request: pytest.FixtureRequest, platform_database: str) -> AsyncIterator[Server]:
    """As Fusion makes it, after a change of password for the second login."""
    databases, a, b = AppDatabases(platform_database, "secret"), uuid4(), uuid4()
    await databases.ensure(b)
    url = ""
    for login in range(request.param + 1):
        url = await databases.ensure(a, login)
    yield Server(platform_database, url, words(databases, a, b, request.param))
    for app in (a, b):
        await databases.drop(app)


@pytest.fixture(scope="module")
def trusting() -> Any:
    """A server that believes everybody."""
    with tempfile.TemporaryDirectory(prefix="fusion-open-", ignore_cleanup_errors=True) as directory:
        yield Home.at(Path(directory))
        stop_servers(Home.at(Path(directory)))


@pytest.fixture
async def opened(trusting: Home) -> AsyncIterator[Server]:
    admin_url = await start_postgres(trusting)
    databases, a, b = AppDatabases(admin_url, "secret"), uuid4(), uuid4()
    url = await databases.ensure(a)
    await databases.ensure(b)
    names = words(databases, a, b, 0)
    admin = await asyncpg.connect(admin_url)
    hba = trusting.root / "postgres" / "pg_hba.conf"
    strict = hba.read_text()
    try:
        for role in (names["a"], names["a_login"]):
            await admin.execute(f"ALTER ROLE {role} SUPERUSER")
        await admin.execute(f"ALTER ROLE {names['b']} LOGIN")
        hba.write_text("host all all 127.0.0.1/32 trust\n")
        await admin.execute("SELECT pg_reload_conf()")
        yield Server(admin_url, url, names)
    finally:
        hba.write_text(strict)
        await admin.execute("SELECT pg_reload_conf()")
        await admin.close()
        for app in (a, b):
            await databases.drop(app)


def test_there_are_twenty_of_them_and_no_two_alike() -> None:
    assert len({way["name"] for way in WAYS}) == len(WAYS) >= 20


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way["name"])
async def test_as_fusion_makes_it_every_way_is_refused(closed: Server, way: dict[str, str]) -> None:
    with pytest.raises(REFUSED):
        await closed.tried(way)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way["name"])
async def test_on_an_open_server_the_same_way_leads_across(opened: Server, way: dict[str, str]) -> None:
    try:
        await opened.tried(way)
    finally:
        await opened.undo(way)
