"""The applications' databases: for each one its own, owned by a role of its own that nobody else's password opens."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import asyncpg

from infra.apps import database_roles as roles
from schemas.errors import Temporary, Unavailable

Login = int | None
"""Which of an application's credentials: 0, 1, 2, … in turn. None: those of before there were turns."""


class AppDatabases:
    """Databases and roles on one server. Names and passwords come from the platform's secret, so none is stored.

    `admin_url` is a superuser's. `reached_at` is the server's host and port as applications reach it, where that is
    not as the platform does. Every method raises Unavailable while the server cannot be used.
    """

    def __init__(self, admin_url: str, secret: str, reached_at: str | None = None) -> None:
        self.admin_url = admin_url
        self.platform = urlsplit(admin_url).path.lstrip("/")
        self._secret = secret
        self._reached_at = reached_at

    def name(self, app_id: UUID) -> str:
        """The database's name and its owner's: opaque, because every role of a server can list them."""
        return f"app_{self._derived(b'name', app_id)[:20]}"

    def login(self, app_id: UUID, login: Login) -> str:
        """The role that logs in. Two take turns, so that the next password is valid before the last one is not."""
        name = self.name(app_id)
        return name if login is None else f"{name}_{'ab'[login % 2]}"

    def url(self, app_id: UUID, login: Login = 0) -> str:
        return self._url(self.name(app_id), self.login(app_id, login), self._password(app_id, login))

    async def ensure(self, app_id: UUID, login: Login = 0) -> str:
        """Make the application's database and this login where they are missing; returns its URL."""
        name = self.name(app_id)
        async with self._admin() as admin:
            await roles.alone(admin)
            await roles.make_owner(admin, name)
            owner = None if login is None else name
            await roles.make_login(admin, self.login(app_id, login), self._password(app_id, login), owner)
            await self._make_database(admin, name)
        return self.url(app_id, login)

    async def settle(self, app_id: UUID, login: int) -> None:
        """This login serves now, so that the one before is not needed any more, nor the owner's own password."""
        name = self.name(app_id)
        async with self._admin() as admin:
            await roles.alone(admin)
            await roles.let_go(admin, self.login(app_id, login + 1))
            if await admin.fetchval("SELECT rolcanlogin FROM pg_roles WHERE rolname = $1", name):
                await admin.execute(f"ALTER ROLE {name} NOLOGIN PASSWORD NULL")

    async def drop(self, app_id: UUID) -> None:
        """Remove database and roles, whoever is connected."""
        await self._drop(self.name(app_id), self.login(app_id, 0), self.login(app_id, 1))

    async def exists(self, app_id: UUID) -> bool:
        async with self._admin() as admin:
            name = self.name(app_id)
            return bool(await admin.fetchval("SELECT true FROM pg_database WHERE datname = $1", name))

    async def others(self, app_id: UUID) -> list[str]:
        """Databases of other applications."""
        async with self._admin() as admin:
            rows = await admin.fetch("SELECT datname FROM pg_database WHERE datname LIKE 'app\\_%'")
        return sorted({row["datname"] for row in rows} - {self.name(app_id)})

    @asynccontextmanager
    async def locked(self, app_id: UUID) -> AsyncIterator[None]:
        """Nobody else deploys or retires the application meanwhile, on whatever machine. Raises Temporary if one does.

        Whoever is killed lets go: the lock lives as long as the connection.
        """
        async with self._connection() as admin:
            with translated():
                got = await admin.fetchval("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", f"deploy/{app_id}")
            if not got:
                raise Temporary("Another deployment of this application is under way.")
            yield

    @asynccontextmanager
    async def throwaway(self, owner: str) -> AsyncIterator[str]:
        """The URL of a database that lives as long as the context. `owner` (hex) names the process that made it."""
        name, password = f"proof_{owner}_{secrets.token_hex(6)}", secrets.token_hex(16)
        try:
            async with self._admin() as admin:
                await roles.alone(admin)
                await roles.make_login(admin, name, password)
                await self._make_database(admin, name)
            yield self._url(name, name, password)
        finally:
            await self._drop(name, name)

    async def drop_throwaways(self, owner: str) -> None:
        """Drop the throw-away databases of a process that was killed."""
        async with self._admin() as admin:
            rows = await admin.fetch("SELECT rolname FROM pg_roles WHERE starts_with(rolname, $1)", f"proof_{owner}_")
        for row in rows:
            await self._drop(row["rolname"], row["rolname"])

    async def _make_database(self, admin: asyncpg.Connection, name: str) -> None:
        """Each part every time: whoever was killed on the way, or opened something by hand, leaves nothing open."""
        await roles.close_shared(admin, self.platform)
        await roles.make_closed(admin, name)
        async with self._admin(name) as inside:
            await roles.close_within(inside, name)

    async def _drop(self, database: str, *logins: str) -> None:
        async with self._admin() as admin:
            await admin.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
            for role in dict.fromkeys((*logins, database)):
                await admin.execute(f"DROP ROLE IF EXISTS {role}")

    @asynccontextmanager
    async def _admin(self, database: str | None = None) -> AsyncIterator[asyncpg.Connection]:
        with translated():
            async with self._connection(database) as connection:
                yield connection

    @asynccontextmanager
    async def _connection(self, database: str | None = None) -> AsyncIterator[asyncpg.Connection]:
        with translated():
            connection = await asyncpg.connect(self.admin_url, database=database, timeout=10)
        try:
            yield connection
        finally:
            with translated():
                await connection.close(timeout=5)

    def _password(self, app_id: UUID, login: Login) -> str:
        return self._derived(b"password" if login is None else b"password/%d" % login, app_id)

    def _derived(self, what: bytes, app_id: UUID) -> str:
        return hmac.digest(self._secret.encode(), b"fusion/database/" + what + app_id.bytes, "sha256").hex()

    def _url(self, database: str, user: str, password: str) -> str:
        admin = urlsplit(self.admin_url)
        where, query = admin.netloc.rpartition("@")[2], admin.query
        if self._reached_at:
            where, query = self._reached_at, ""
        return urlunsplit(("postgresql", f"{user}:{password}@{where}", f"/{database}", query, ""))


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the server or the way to it does wrong into Unavailable."""
    try:
        yield
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise Unavailable(
            f"The applications' PostgreSQL cannot be used: {str(error) or type(error).__name__}"
        ) from error
