"""Cancel: the attempt's end is claimed first, so that it has one end and no second one."""

from __future__ import annotations

from uuid import UUID

from gateway import outbox, queries
from gateway.access import Caller
from gateway.doors import asking
from gateway.platform import Platform
from gateway.problems import Conflict
from gateway.responses import ENDED, Build
from gateway.views import REVIEW
from infra.bus.ends import claim_end
from infra.database import Connection
from schemas.events import Build as Block
from schemas.events import BuildCancelled, CancelReason

CLAIMANT = "gateway"
TOO_LATE = "It is too late to cancel: the build is about to end by itself."


async def cancel(platform: Platform, caller: Caller, build_id: UUID,
                 reason: CancelReason = CancelReason.BY_OWNER) -> Build:  # fmt: skip
    """Raises NotFound, Conflict where the attempt ends or ended by itself."""
    async with platform.database.transaction() as connection:
        build = await queries.build(connection, caller, build_id)
        await asking.lock_app(connection, caller, build.app_id)
        build = await queries.build(connection, caller, build_id)
        if build.state in ENDED:
            raise Conflict(f"Build {build.build_no} has ended already: it is {build.state}.")
        await connection.execute(
            "INSERT INTO decisions (build_id, attempt, decision, reason, decided_by)"
            " VALUES ($1, $2, 'cancelled', $3, $4) ON CONFLICT DO NOTHING",
            build_id, build.attempt, reason, caller.name,
        )  # fmt: skip
    if not await settle(platform, build_id, build.attempt):
        raise Conflict(TOO_LATE)
    async with platform.database.connection() as connection:
        return await queries.build(connection, caller, build_id)


async def settle(platform: Platform, build_id: UUID, attempt: int) -> bool:
    """Carry out a decision to cancel: claim the end and say it; whether it was ours to say.

    The decision stands in the database before, so that a crash in between leaves nothing half done.
    """
    async with platform.database.transaction() as connection:
        decision = await connection.fetchrow(
            "SELECT * FROM decisions WHERE build_id = $1 AND attempt = $2 AND decision = 'cancelled' FOR UPDATE",
            build_id, attempt,
        )  # fmt: skip
        if decision is None:
            return False
        if decision["settled_at"] is not None:
            return True
        cancelled = await _end(connection, build_id, attempt, decision["reason"])
        if cancelled is None:
            return False
        if not await claim_end(platform.artifacts, cancelled.build, CLAIMANT):
            await _forget(connection, build_id, attempt)
            return False
        await connection.execute(
            "UPDATE decisions SET settled_at = now() WHERE build_id = $1 AND attempt = $2 AND decision = 'cancelled'",
            build_id, attempt,
        )  # fmt: skip
        await outbox.post(connection, platform.encode(cancelled))
        return True


async def _end(connection: Connection, build_id: UUID, attempt: int, reason: str) -> BuildCancelled | None:
    """The end to be said; None where nothing is known of the attempt."""
    row = await connection.fetchrow(
        "SELECT data FROM requests WHERE build_id = $1 AND attempt = $2 UNION ALL"
        " (SELECT events.data FROM events JOIN builds ON builds.id = events.build_id AND builds.app_id = events.app_id"
        " WHERE events.build_id = $1 AND events.attempt = $2 ORDER BY at LIMIT 1)",
        build_id, attempt,
    )  # fmt: skip
    if row is None:
        return None
    stage = await connection.fetchval("SELECT stage FROM builds WHERE id = $1 AND attempt = $2", build_id, attempt)
    build = Block.model_validate(row["data"]["build"])
    return BuildCancelled(build=build, stage=stage or REVIEW, reason=CancelReason(reason))


async def _forget(connection: Connection, build_id: UUID, attempt: int) -> None:
    await connection.execute(
        "DELETE FROM decisions WHERE build_id = $1 AND attempt = $2 AND decision = 'cancelled'", build_id, attempt
    )
