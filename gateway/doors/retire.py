"""Retire: an application is taken out of service for good, and what is being built for it is cancelled."""

from __future__ import annotations

from uuid import UUID, uuid5

from gateway import outbox, queries
from gateway.access import Caller
from gateway.doors import asking
from gateway.doors.cancel import cancel
from gateway.platform import Platform
from gateway.problems import Conflict
from gateway.responses import Application
from schemas.events import AppRetirementRequested, CancelReason


async def retire(platform: Platform, caller: Caller, app_id: UUID) -> Application:
    """Asked for again, it changes nothing. Raises NotFound."""
    async with platform.database.transaction() as connection:
        app = await asking.lock_app(connection, caller, app_id)
        if not app["retirement_requested_at"]:
            await connection.execute("UPDATE apps SET retirement_requested_at = now() WHERE id = $1", app_id)
            requested = AppRetirementRequested(
                request_id=uuid5(app_id, "retirement"),
                app_id=app_id,
                workspace_id=app["workspace_id"],
                requested_by=caller.name,
            )
            await outbox.post(connection, platform.encode(requested))
        under_way = await queries.in_flight(connection, app_id)
    for build in under_way:
        await _stop(platform, caller, build.id)
    async with platform.database.connection() as connection:
        return await queries.application(connection, caller, app_id)


async def _stop(platform: Platform, caller: Caller, build_id: UUID) -> None:
    try:
        await cancel(platform, caller, build_id, CancelReason.RETIRED)
    except Conflict:
        return  # it ends by itself, and deploy refuses what comes after a retirement
