"""Migrations of the platform database, by Alembic: brought up to date at start, by one process at a time."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

LOCK = 0x_F0510
"""The advisory lock that a migration holds, so that gateways starting together do not race."""


async def migrate(url: str, scripts: Path) -> None:
    """Bring the database at `url` up to the newest of the Alembic scripts in the directory."""
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
