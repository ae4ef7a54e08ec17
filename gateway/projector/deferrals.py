"""Deferred events: sent again when they are due, also those that fell due while nobody was there."""

from __future__ import annotations

import asyncio

import structlog

from gateway import outbox
from gateway.platform import SOURCE, Platform
from gateway.projector.read_model import refold
from infra.database import Connection, Row
from schemas.errors import Unavailable
from schemas.events import EVENTS

EVERY = 1.0
"""Seconds between two looks."""

BATCH = 100

log = structlog.get_logger()


async def run(platform: Platform) -> None:
    while True:
        try:
            while await send_due(platform):
                pass
        except Unavailable as error:
            log.warning("deferred events wait", reason=str(error))
        await asyncio.sleep(EVERY)


async def send_due(platform: Platform) -> int:
    """Send what is due; how many there were. An attempt that has ended meanwhile needs no second try."""
    async with platform.database.transaction() as connection:
        due = await connection.fetch(
            "SELECT deferred.*, builds.finished_at IS NULL AND builds.attempt = deferred.attempt AS wanted"
            " FROM deferred JOIN builds ON builds.id = deferred.build_id AND builds.app_id = deferred.app_id"
            " WHERE sent_at IS NULL AND not_before <= now() ORDER BY not_before LIMIT $1"
            " FOR UPDATE OF deferred SKIP LOCKED",
            BATCH,
        )
        for row in sorted(due, key=lambda row: (row["app_id"], row["build_id"])):  # the projector's order of locks
            if row["wanted"]:
                await _send(connection, platform, row)
            await connection.execute(
                "UPDATE deferred SET sent_at = now() WHERE app_id = $1 AND id = $2", row["app_id"], row["id"]
            )
            await refold(connection, row["app_id"], row["build_id"])
    return len(due)


async def _send(connection: Connection, platform: Platform, row: Row) -> None:
    """Under its old identity, where that is known, and with the number of its deferrals: the next one is longer."""
    source = await connection.fetchval(
        "SELECT source FROM events WHERE app_id = $1 AND build_id = $2 AND attempt = $3 AND type = $4",
        row["app_id"], row["build_id"], row["attempt"], row["type"],
    )  # fmt: skip
    event = EVENTS[row["type"]].model_validate(row["data"])
    await outbox.post(connection, platform.encode(event, source=source or SOURCE, deferrals=row["count"]))
