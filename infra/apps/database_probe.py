"""Proof of isolation: what an application's credentials open, tried on the real server after every deploy."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import asyncpg

from infra.apps.databases import AppDatabases

REACHED, OPEN, REFUSED = "reached", "open", "refused"

_REFUSALS = (
    asyncpg.InvalidPasswordError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InsufficientPrivilegeError,
    asyncpg.InvalidCatalogNameError,  # another application's, dropped since we looked
)


async def ways_across(databases: AppDatabases, app_id: UUID) -> dict[str, list[str | None]]:
    """By check, as whom (None: as the application itself) and to which database to try to get from within."""
    others = await databases.others(app_id)
    superuser = urlsplit(databases.admin_url).username or "postgres"
    ways: dict[str, list[str | None]] = {
        "platform's database": [None, databases.platform],
        "maintenance database": [None, "postgres"],
        "template database": [None, "template1"],
        "superuser without a password": [superuser, "postgres"],
    }
    if others:
        ways["another application's database"] = [None, others[0]]
        ways["another application's role without a password"] = [others[0], others[0]]
    return ways


async def probe_database(own_url: str, admin_url: str, others: list[str]) -> dict[str, str]:
    """What each way out of an application's database came to: `refused` as it should be, or `open`.

    Shape: `{"own database": "reached", "platform's database": "refused", …}`.
    """
    superuser = urlsplit(admin_url).username or "postgres"
    platform = urlsplit(admin_url).path.lstrip("/")
    ways = {
        "platform's database": _other_database(own_url, platform),
        "maintenance database": _other_database(own_url, "postgres"),
        "template database": _other_database(own_url, "template1"),
        "superuser without a password": _without_password(own_url, superuser),
        "own role without a password": _without_password(own_url, urlsplit(own_url).username or ""),
    }
    if others:
        ways["another application's database"] = _other_database(own_url, others[0])
        ways["another application's role without a password"] = _without_password(own_url, others[0])
    found = {"own database": REACHED if await _tried(own_url) == OPEN else "not reached"}
    found |= {way: await _tried(url) for way, url in ways.items()}
    found["who else is connected"] = await _tried(own_url, "SELECT datname FROM pg_stat_activity")
    return found


async def _tried(url: str, query: str = "SELECT 1") -> str:
    try:
        # An empty password, unlike none, keeps the client from looking for one in files and variables.
        connection = await asyncpg.connect(url, password=urlsplit(url).password or "", timeout=5)
        try:
            await connection.fetch(query)
        finally:
            await connection.close(timeout=5)
    except _REFUSALS:
        return REFUSED
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        return f"unknown: {str(error) or type(error).__name__}"
    return OPEN


def _other_database(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _without_password(url: str, user: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{user}@{parts.netloc.rpartition('@')[2]}"))
