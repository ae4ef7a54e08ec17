"""Migrations of the platform database, by Alembic: brought up to date at start, by one process at a time."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from infra.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

LOCK = 0x_F0510
"""The advisory lock that a migration holds, so that gateways starting together do not race."""


async def migrate(url: str, scripts: Path) -> None:
    """Bring the database at `url` up to the newest of the Alembic scripts in the directory. Raises Unavailable.

    A script's name begins with its revision, so that where nothing is to be done, Alembic is not even loaded: it and
    SQLAlchemy cost 30 MB and half a second.
    """
    if await _revision(url) == max(path.name.partition("_")[0] for path in (scripts / "versions").glob("*.py")):
        return
    await _upgraded(url, scripts)


async def _revision(url: str) -> str | None:
    """The revision that the database has, if it has any."""
    database = await Database.open(url, size=1)
    try:
        async with database.connection() as connection:
            if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
                return None
            found: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
            return found
    finally:
        await database.close()


async def _upgraded(url: str, scripts: Path) -> None:
    from sqlalchemy import text
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlalchemy.pool import NullPool

    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://", 1), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            await connection.run_sync(_upgrade, scripts)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, scripts: Path) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it is talkative from its import on
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
