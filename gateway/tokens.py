"""Making tokens on the platform's own machine, by whoever may reach its database."""

from __future__ import annotations

from gateway.access import ensure_workspace, issue_token
from infra.database import Database


async def create(database_url: str, workspace: str, name: str, *, operator: bool) -> str:
    """A new token of the workspace, which is made if it is new. Raises Unavailable."""
    database = await Database.open(database_url, size=1)
    try:
        async with database.transaction() as connection:
            return await issue_token(connection, await ensure_workspace(connection, workspace), name, operator=operator)
    finally:
        await database.close()
