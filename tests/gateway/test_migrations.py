"""Migrations: run at each start, by whoever comes first, and only where there is something to do."""

from __future__ import annotations

import asyncio
import subprocess
import sys

from gateway.main import SCRIPTS
from infra.database import Database
from infra.migrations import migrate

LOADED = """
import asyncio, sys
from pathlib import Path
from infra.migrations import migrate
asyncio.run(migrate(sys.argv[1], Path(sys.argv[2])))
print("alembic" in sys.modules)
"""


async def test_gateways_that_start_together_migrate_once(platform_database: str) -> None:
    await asyncio.gather(*(migrate(platform_database, SCRIPTS) for _ in range(3)))
    database = await Database.open(platform_database)
    async with database.connection() as connection:
        assert await connection.fetchval("SELECT count(*) FROM alembic_version") == 1
        assert await connection.fetchval("SELECT count(*) FROM builds") == 0
    await database.close()


async def test_where_nothing_is_to_be_done_the_migration_tool_is_not_loaded(platform_database: str) -> None:
    said = [await asyncio.to_thread(_migrated_apart, platform_database) for _ in range(2)]
    assert said == ["True", "False"]


def _migrated_apart(url: str) -> str:
    done = subprocess.run([sys.executable, "-c", LOADED, url, str(SCRIPTS)], capture_output=True, text=True, check=True)
    return done.stdout.strip()
