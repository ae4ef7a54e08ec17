"""The stuck-build detector: sends an event again that its stage passed without an answer, or that the broker lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from gateway import outbox
from gateway.doors.cancel import CLAIMANT, settle
from gateway.lags import Positions
from gateway.platform import SOURCE, Platform
from infra.bus.ends import claim_end
from infra.bus.handlers import group_of
from infra.database import Connection, Row
from schemas.errors import Unavailable
from schemas.events import EVENTS, INPUT, TOPICS, Carried, Event, Stage, StageFailed

EVERY = 30.0
"""Seconds between two looks."""

QUIET = timedelta(seconds=60)
"""How long a build must have been silent; at start-up it need not."""

MOST = 3
"""How often an event is sent again before the build fails."""

CATCH_UP = 30
"""Seconds for which a look waits until the projector has read all that was there when it began."""

log = structlog.get_logger()


async def run(platform: Platform, positions: Positions) -> None:
    """Look as soon as the projector has read what happened meanwhile, then from time to time."""
    quiet = timedelta(0)
    while True:
        try:
            if not quiet:
                await _caught_up(positions, platform.group)
            await look(platform, positions, quiet)
            quiet = QUIET
        except Unavailable as error:
            log.warning("no look for stuck builds", reason=str(error))
        await asyncio.sleep(EVERY)


async def look(platform: Platform, positions: Positions, quiet: timedelta) -> int:
    """Send again what is stuck; how many builds that were.

    The order matters: a stage commits only once its answer is in the log. So where its group has passed an event, and
    the projector has read everything that was in the log after that was seen, and still knows no answer: there is none.
    """
    await _settle_cancellations(platform)
    passed = [row for row in await _silent(platform, quiet) if await _passed(positions, row)]
    lost = await _never_heard(platform, quiet)
    if not (passed or lost) or not await _caught_up(positions, platform.group):
        return 0
    done = [await _resend(platform, row) for row in passed]
    done += [await _post_again(platform, row) for row in lost]
    return sum(done)


async def _silent(platform: Platform, quiet: timedelta) -> list[Row]:
    """Running builds of which nothing was heard for a while, with the events that they wait upon."""
    async with platform.database.connection() as connection:
        return list(
            await connection.fetch(
                "SELECT events.*, builds.stage, builds.resent FROM builds"
                " JOIN events ON events.app_id = builds.app_id AND events.id = builds.last_event"
                " WHERE builds.finished_at IS NULL AND builds.state IN ('queued', 'running')"
                " AND greatest(builds.heard_at, builds.resent_at) <= now() - $1::interval AND builds.resent <= $2",
                quiet,
                MOST,
            )
        )


async def _passed(positions: Positions, row: Row) -> bool:
    """Whether the stage has gone past the event, or the broker no longer holds it."""
    if row["stage"] not in INPUT:
        return False
    place, offset = (row["topic"], row["partition"]), row["offset"]
    first = (await positions.beginnings([row["topic"]])).get(place, 0)
    end = (await positions.ends([row["topic"]])).get(place, 0)
    committed = (await positions.committed(group_of(Stage(row["stage"])))).get(place, 0)
    return committed > offset or not first <= offset < end


async def _never_heard(platform: Platform, quiet: timedelta) -> list[Row]:
    """Requests that left the outbox, and never came back from the log."""
    async with platform.database.connection() as connection:
        return list(
            await connection.fetch(
                "SELECT * FROM requests WHERE created_at <= now() - $1::interval AND resent < $2"
                " AND created_at > now() - interval '7 days'"
                " AND NOT EXISTS (SELECT FROM events WHERE events.build_id = requests.build_id"
                " AND events.app_id = requests.app_id AND events.attempt = requests.attempt)"
                " AND NOT EXISTS (SELECT FROM outbox WHERE sent_at IS NULL AND key = requests.app_id::text::bytea)",
                quiet, MOST,
            )
        )  # fmt: skip


async def _caught_up(positions: Positions, group: str) -> bool:
    """Wait until the projector has read all that is in the log now; False where that takes too long."""
    ends, first = await positions.ends(TOPICS), await positions.beginnings(TOPICS)
    for _ in range(CATCH_UP * 4):
        committed = await positions.committed(group)
        if all(committed.get(place, 0) >= end or end == first.get(place) for place, end in ends.items()):
            return True
        await asyncio.sleep(0.25)
    return False


async def _resend(platform: Platform, row: Row) -> bool:
    """Send the event again, unless the build has moved on; the last time, fail it."""
    event = EVENTS[row["type"]].model_validate(row["data"])
    assert isinstance(event, Event)  # noqa: S101  # builds wait upon events of builds
    async with platform.database.transaction() as connection:
        mine = await connection.fetchval(
            "UPDATE builds SET resent = resent + 1, resent_at = now()"
            " WHERE id = $1 AND last_event = $2 AND resent = $3 AND finished_at IS NULL RETURNING true",
            row["build_id"], row["id"], row["resent"],
        )  # fmt: skip
        if not mine:
            return False
        log.warning("stuck", build_id=str(row["build_id"]), stage=row["stage"], resent=row["resent"])
        if row["resent"] < MOST:
            await outbox.post(connection, platform.encode(event, source=row["source"]))
        else:
            await _fail(connection, platform, row, event)
    return True


async def _fail(connection: Connection, platform: Platform, row: Row, event: Event) -> None:
    """Whoever has claimed the end already shall say it."""
    if await claim_end(platform.artifacts, event.build, CLAIMANT):
        failed = StageFailed(
            build=event.build,
            stage=row["stage"],
            reason=f"stuck: the {row['stage']} stage read its event {MOST + 1} times and never answered. Try it again.",
            retryable=True,
            failed=Carried(type=row["type"], data=row["data"]),
        )
        await outbox.post(connection, platform.encode(failed))


async def _post_again(platform: Platform, row: Row) -> bool:
    event = EVENTS[row["type"]].model_validate(row["data"])
    async with platform.database.transaction() as connection:
        mine = await connection.fetchval(
            "UPDATE requests SET resent = resent + 1 WHERE build_id = $1 AND attempt = $2 AND resent = $3"
            " RETURNING true",
            row["build_id"], row["attempt"], row["resent"],
        )  # fmt: skip
        if mine:
            log.warning("lost", build_id=str(row["build_id"]))
            await outbox.post(connection, platform.encode(event, source=SOURCE))
    return bool(mine)


async def _settle_cancellations(platform: Platform) -> None:
    """Carry out what a crash left undone."""
    async with platform.database.connection() as connection:
        open_ones = await connection.fetch(
            "SELECT build_id, attempt FROM decisions WHERE decision = 'cancelled' AND settled_at IS NULL"
            " AND decided_at < now() - interval '10 seconds'"
        )
    for row in open_ones:
        await settle(platform, row["build_id"], row["attempt"])
