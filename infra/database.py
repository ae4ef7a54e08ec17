"""The platform database, reached by asyncpg: connections, transactions, notifications, errors in our words."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from schemas.errors import Unavailable

Row = asyncpg.Record
Connection = asyncpg.Connection

AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.DeadlockDetectedError,
    asyncpg.InterfaceError,
    OSError,
    TimeoutError,
)
"""What asyncpg raises when the database cannot be reached, goes away, or asks for another try."""


class Database:
    """A pool of connections to one database. JSON columns are read and written as Python data."""

    def __init__(self, pool: asyncpg.Pool, url: str) -> None:
        self._pool = pool
        self._url = url

    @classmethod
    async def open(cls, url: str, size: int = 10) -> Database:
        """Raises Unavailable where nothing answers."""
        async with _translated("connect"):
            pool = await asyncpg.create_pool(url, min_size=1, max_size=size, init=_prepare, command_timeout=30)
        return cls(pool, url)

    async def close(self) -> None:
        await self._pool.close()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A connection, without a transaction. Raises Unavailable when the database is away."""
        async with _translated("query"), self._pool.acquire() as connection:
            yield connection  # type: ignore[misc]  # a proxy that has the connection's whole interface

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A connection in a transaction: committed at the end, rolled back when the block raises."""
        async with self.connection() as connection, connection.transaction():
            yield connection

    @asynccontextmanager
    async def listening(
        self, channel: str, heard: Callable[[str], None], lost: Callable[[], None]
    ) -> AsyncIterator[None]:
        """Call `heard` with the payload of each notification meanwhile, and `lost` when the connection ends."""
        async with _translated("listen"):
            connection = await asyncpg.connect(self._url)
        connection.add_termination_listener(lambda _: lost())
        await connection.add_listener(channel, lambda _connection, _pid, _channel, payload: heard(str(payload)))
        try:
            yield
        finally:
            await connection.close()


@asynccontextmanager
async def _translated(doing: str) -> AsyncIterator[None]:
    try:
        yield
    except AWAY as error:
        why = str(error) or type(error).__name__
        raise Unavailable(f"The platform database does not answer ({doing}: {why}).") from error


async def _prepare(connection: Any) -> None:
    for kind in ("json", "jsonb"):
        await connection.set_type_codec(kind, schema="pg_catalog", encoder=_dumps, decoder=json.loads)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
