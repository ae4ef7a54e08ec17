"""One application's credentials open its own database and nothing else: tried on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import asyncpg
import pytest

from infra.apps.database_probe import OPEN, REACHED, REFUSED, probe_database
from infra.apps.databases import AppDatabases
from schemas.errors import Unavailable


@pytest.fixture
async def databases(platform_database: str) -> AppDatabases:
    return AppDatabases(platform_database, "the platform's secret")


@pytest.fixture
async def app(databases: AppDatabases) -> AsyncIterator[UUID]:
    app_id = uuid4()
    await databases.ensure(app_id)
    yield app_id
    await databases.drop(app_id)


@pytest.fixture
async def neighbour(databases: AppDatabases) -> AsyncIterator[UUID]:
    app_id = uuid4()
    connection = await asyncpg.connect(await databases.ensure(app_id))
    await connection.execute("CREATE TABLE patients (name text); INSERT INTO patients VALUES ('Ada')")
    await connection.close()
    yield app_id
    await databases.drop(app_id)


async def test_an_application_works_in_its_own_database(databases: AppDatabases, app: UUID) -> None:
    connection = await asyncpg.connect(databases.url(app))
    await connection.execute("CREATE TABLE dogs (name text)")
    assert await connection.fetch("SELECT * FROM dogs") == []
    assert await connection.fetchval("SHOW statement_timeout") == "30s"
    await connection.close()


async def test_making_it_again_keeps_the_rows(databases: AppDatabases, neighbour: UUID) -> None:
    connection = await asyncpg.connect(await databases.ensure(neighbour))
    assert await connection.fetchval("SELECT name FROM patients") == "Ada"
    await connection.close()


async def test_names_say_nothing(databases: AppDatabases, app: UUID) -> None:
    assert str(app) not in databases.name(app)
    assert app.hex[:8] not in databases.name(app)
    assert AppDatabases(databases.admin_url, "another secret").name(app) != databases.name(app)


async def test_every_way_across_is_refused(databases: AppDatabases, app: UUID, neighbour: UUID) -> None:
    found = await probe_database(databases.url(app), databases.admin_url, [databases.name(neighbour)])
    assert found.pop("own database") == REACHED
    assert set(found.values()) == {REFUSED}, found
    assert "another application's database" in found


@pytest.mark.xdist_group("open database")  # one opens a database, the other must find none open
async def test_the_same_probe_sees_a_database_that_is_open(databases: AppDatabases, app: UUID, neighbour: UUID) -> None:
    admin = await asyncpg.connect(databases.admin_url)
    await admin.execute(f"GRANT CONNECT ON DATABASE {databases.name(neighbour)} TO PUBLIC")
    await admin.close()
    found = await probe_database(databases.url(app), databases.admin_url, [databases.name(neighbour)])
    assert found["another application's database"] == OPEN


async def test_roles_have_no_powers(databases: AppDatabases, app: UUID, neighbour: UUID) -> None:
    connection = await asyncpg.connect(databases.url(app))
    for statement in (
        f"SET ROLE {databases.name(neighbour)}",
        f"GRANT {databases.name(neighbour)} TO {databases.name(app)}",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        "COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT rolpassword FROM pg_authid",
        "SELECT * FROM pg_stat_activity",
        "ALTER SYSTEM SET log_statement = 'all'",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    tables = await connection.fetch("SELECT table_name FROM information_schema.tables WHERE table_name = 'patients'")
    assert tables == []
    await connection.close()


async def test_dropping_leaves_nothing_and_bears_repeating(databases: AppDatabases) -> None:
    app_id = uuid4()
    visitor = await asyncpg.connect(await databases.ensure(app_id))
    await databases.drop(app_id)
    await databases.drop(app_id)
    visitor.terminate()
    admin = await asyncpg.connect(databases.admin_url)
    name = databases.name(app_id)
    assert await admin.fetch("SELECT 1 FROM pg_database WHERE datname = $1", name) == []
    assert await admin.fetch("SELECT 1 FROM pg_roles WHERE rolname = $1", name) == []
    await admin.close()


async def test_throwaways_of_a_killed_process_are_dropped(databases: AppDatabases) -> None:
    living = databases.throwaway("aa11")
    url = await living.__aenter__()
    await databases.drop_throwaways("aa11")
    with pytest.raises((asyncpg.InvalidPasswordError, asyncpg.InvalidCatalogNameError)):
        await asyncpg.connect(url)
    await living.__aexit__(None, None, None)


async def test_a_server_that_is_away_is_unavailable(postgres: str) -> None:
    away = urlsplit(postgres)._replace(netloc="postgres:x@127.0.0.1:1").geturl()
    with pytest.raises(Unavailable, match="PostgreSQL cannot be used"):
        await AppDatabases(away, "secret").ensure(uuid4())
