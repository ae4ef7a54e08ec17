"""The applications' databases: for each one its own, with an owner of its own that nobody else's password opens."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import asyncpg

from schemas.errors import Unavailable

CONNECTIONS = 20
"""How many connections one application may hold."""

LIMITS = {"statement_timeout": "30s", "idle_in_transaction_session_timeout": "60s", "temp_file_limit": "1GB"}
"""Settings of each application's role. The last one it cannot change itself."""

_LOCK = 0x66757369
"""Advisory lock: two sessions that revoke on the same database at once fail with «tuple concurrently updated»."""


class AppDatabases:
    """Databases and roles on one server. Names and passwords come from the platform's secret, so none is stored.

    `admin_url` is a superuser's. Every method raises Unavailable while the server cannot be used.
    """

    def __init__(self, admin_url: str, secret: str) -> None:
        self.admin_url = admin_url
        self._secret = secret

    def name(self, app_id: UUID) -> str:
        """The database's name and its role's: opaque, because every role of a server can list them."""
        return f"app_{self._derived(b'name', app_id)[:20]}"

    def url(self, app_id: UUID) -> str:
        return self._url(self.name(app_id), self._derived(b"password", app_id))

    async def ensure(self, app_id: UUID) -> str:
        """Make the application's database and role where they are missing; returns its URL."""
        await self._make(self.name(app_id), self._derived(b"password", app_id))
        return self.url(app_id)

    async def drop(self, app_id: UUID) -> None:
        """Remove database and role, whoever is connected."""
        await self._drop(self.name(app_id))

    async def others(self, app_id: UUID) -> list[str]:
        """Databases of other applications."""
        async with self._admin() as admin:
            rows = await admin.fetch("SELECT datname FROM pg_database WHERE datname LIKE 'app\\_%'")
        return sorted({row["datname"] for row in rows} - {self.name(app_id)})

    @asynccontextmanager
    async def throwaway(self, owner: str) -> AsyncIterator[str]:
        """The URL of a database that lives as long as the context. `owner` (hex) names the process that made it."""
        name, password = f"proof_{owner}_{secrets.token_hex(6)}", secrets.token_hex(16)
        try:
            await self._make(name, password)
            yield self._url(name, password)
        finally:
            await self._drop(name)

    async def drop_throwaways(self, owner: str) -> None:
        """Drop the throw-away databases of a process that was killed."""
        async with self._admin() as admin:
            rows = await admin.fetch("SELECT rolname FROM pg_roles WHERE starts_with(rolname, $1)", f"proof_{owner}_")
        for row in rows:
            await self._drop(row["rolname"])

    async def _make(self, name: str, password: str) -> None:
        options = f"LOGIN PASSWORD '{password}' NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
        async with self._admin() as admin:
            await admin.execute("SELECT pg_advisory_lock($1)", _LOCK)
            known = await admin.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", name)
            await admin.execute(
                f"{'ALTER' if known else 'CREATE'} ROLE {name} {options} CONNECTION LIMIT {CONNECTIONS}"
            )
            for limit, value in LIMITS.items():
                await admin.execute(f"ALTER ROLE {name} SET {limit} = '{value}'")
            if await admin.fetchval("SELECT datallowconn FROM pg_database WHERE datname = $1", name):
                return
            await self._close_shared(admin)
            await self._make_closed(admin, name)
        await self._hide_activity(name)

    async def _make_closed(self, admin: asyncpg.Connection, name: str) -> None:
        """Make a database that nobody may enter before PUBLIC may not, whoever is killed in between."""
        if not await admin.fetchval("SELECT true FROM pg_database WHERE datname = $1", name):
            await admin.execute(f"CREATE DATABASE {name} OWNER {name} TEMPLATE template0 ALLOW_CONNECTIONS false")
        await admin.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
        await admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    async def _close_shared(self, admin: asyncpg.Connection) -> None:
        """Close the databases that every role may enter by default, the platform's own among them."""
        open_ones = await admin.fetch(
            "SELECT datname FROM pg_database WHERE has_database_privilege('public', datname, 'CONNECT')"
            " AND datallowconn AND datname = ANY($1::text[])",
            ["postgres", "template1", urlsplit(self.admin_url).path.lstrip("/")],
        )
        for row in open_ones:
            await admin.execute(f'REVOKE ALL ON DATABASE "{row["datname"]}" FROM PUBLIC')

    async def _hide_activity(self, name: str) -> None:
        """Who else is connected, and to what, is not an application's business."""
        async with self._admin(name) as admin:
            await admin.execute(
                "REVOKE ALL ON pg_catalog.pg_stat_activity FROM PUBLIC;"
                "REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_activity(integer) FROM PUBLIC"
            )

    async def _drop(self, name: str) -> None:
        async with self._admin() as admin:
            await admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            await admin.execute(f"DROP ROLE IF EXISTS {name}")

    @asynccontextmanager
    async def _admin(self, database: str | None = None) -> AsyncIterator[asyncpg.Connection]:
        with translated():
            connection = await asyncpg.connect(self.admin_url, database=database, timeout=10)
            try:
                yield connection
            finally:
                await connection.close(timeout=5)

    def _derived(self, what: bytes, app_id: UUID) -> str:
        return hmac.digest(self._secret.encode(), b"fusion/database/" + what + app_id.bytes, "sha256").hex()

    def _url(self, name: str, password: str) -> str:
        admin = urlsplit(self.admin_url)
        where = admin.netloc.rpartition("@")[2]
        return urlunsplit(("postgresql", f"{name}:{password}@{where}", f"/{name}", admin.query, ""))


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the server or the way to it does wrong into Unavailable."""
    try:
        yield
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise Unavailable(
            f"The applications' PostgreSQL cannot be used: {str(error) or type(error).__name__}"
        ) from error
