"""The SQL of an application's database: an owner that nobody logs in as, and two logins that take turns."""

from __future__ import annotations

from datetime import timedelta

import asyncpg

CONNECTIONS = 20
"""How many connections one login of an application may hold."""

LIMITS = {"statement_timeout": "30s", "idle_in_transaction_session_timeout": "60s", "temp_file_limit": "1GB"}
"""Settings of each login. The last one it cannot change itself."""

OVERLAP = timedelta(minutes=15)
"""How long the login before may still open connections once the next one serves."""

NO_POWERS = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"

_LOCK = 0x66757369
"""Advisory lock: two sessions that revoke on the same database at once fail with «tuple concurrently updated»."""


async def alone(admin: asyncpg.Connection) -> None:
    """Until this connection is closed, nobody else makes or changes applications' roles and databases."""
    await admin.execute("SELECT pg_advisory_lock($1)", _LOCK)


async def make_owner(admin: asyncpg.Connection, name: str) -> None:
    """The role that owns everything. One that could log in, as all did once, can until its successor serves."""
    if await admin.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", name):
        await admin.execute(f"ALTER ROLE {name} {NO_POWERS}")
    else:
        await admin.execute(f"CREATE ROLE {name} NOLOGIN {NO_POWERS}")


async def make_login(admin: asyncpg.Connection, login: str, password: str, owner: str | None = None) -> None:
    """A role that logs in and, where it has an `owner`, works as that one from its first statement on."""
    known = await admin.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", login)
    await admin.execute(
        f"{'ALTER' if known else 'CREATE'} ROLE {login} LOGIN PASSWORD '{password}' VALID UNTIL 'infinity'"
        f" {NO_POWERS} CONNECTION LIMIT {CONNECTIONS}"
    )
    for limit, value in LIMITS.items():
        await admin.execute(f"ALTER ROLE {login} SET {limit} = '{value}'")
    if owner is None:
        return
    if not await admin.fetchval("SELECT pg_has_role($1, $2, 'MEMBER')", login, owner):
        await admin.execute(f"GRANT {owner} TO {login}")
    await admin.execute(f"ALTER ROLE {login} SET role = '{owner}'")


async def let_go(admin: asyncpg.Connection, login: str) -> None:
    """End a login's days, soon: whoever still runs with it may finish."""
    until = await admin.fetchval(
        "SELECT (now() + $2)::text FROM pg_roles"
        " WHERE rolname = $1 AND coalesce(rolvaliduntil, 'infinity') = 'infinity'",
        login, OVERLAP,
    )  # fmt: skip
    if until:
        await admin.execute(f"ALTER ROLE {login} VALID UNTIL '{until}'")


async def make_closed(admin: asyncpg.Connection, name: str) -> None:
    """Make a database that nobody may enter before PUBLIC may not, whoever is killed in between."""
    if not await admin.fetchval("SELECT true FROM pg_database WHERE datname = $1", name):
        await admin.execute(f"CREATE DATABASE {name} OWNER {name} TEMPLATE template0 ALLOW_CONNECTIONS false")
    await admin.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
    await admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


async def close_shared(admin: asyncpg.Connection, platform: str) -> None:
    """Close the databases that every role may enter by default, the platform's own among them."""
    open_ones = await admin.fetch(
        "SELECT datname FROM pg_database WHERE has_database_privilege('public', datname, 'CONNECT')"
        " AND datallowconn AND datname = ANY($1::text[])",
        ["postgres", "template1", platform],
    )
    for row in open_ones:
        await admin.execute(f'REVOKE ALL ON DATABASE "{row["datname"]}" FROM PUBLIC')


async def close_within(inside: asyncpg.Connection, name: str) -> None:
    """In the application's database: its one schema is its own, and who else is connected is not its business."""
    await inside.execute(
        f"ALTER SCHEMA public OWNER TO {name};"
        "REVOKE ALL ON SCHEMA public FROM PUBLIC;"
        "REVOKE ALL ON pg_catalog.pg_stat_activity FROM PUBLIC;"
        "REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_activity(integer) FROM PUBLIC"
    )
