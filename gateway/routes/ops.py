"""Operations: how the platform does, what failed and why, and sending it again."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query

from gateway import ops, queries
from gateway.callers import Operating
from gateway.doors.retry import retry
from gateway.platform import Gateway
from gateway.problems import documented
from gateway.responses import Build, BuildState
from gateway.responses_ops import DeadLetter, DeadLetters, OpsBuilds, OpsFailures, Overview
from gateway.routes.apps import Cursor, Limit
from schemas.events import Stage

router = APIRouter(prefix="/ops", tags=["ops"], responses=documented(401, 403, 422))

Hours = Annotated[int, Query(ge=1, le=24 * 30, description="Period of the figures.")]
LetterId = Annotated[int, Path(ge=1, le=2**62)]
Below = Annotated[int | None, Query(ge=1, le=2**62, alias="cursor", description="`next` of the previous page.")]


@router.get("/overview")
async def get_overview(caller: Operating, gateway: Gateway, hours: Hours = 24) -> Overview:
    """Builds by state, each stage's figures, each consumer group's lag."""
    return await ops.overview(gateway, hours)


@router.get("/builds")
async def list_all_builds(caller: Operating, gateway: Gateway, state: BuildState | None = None,
                          stage: Stage | None = None, limit: Limit = 50,
                          cursor: Cursor = None) -> OpsBuilds:  # fmt: skip
    """Builds of every workspace, latest first."""
    async with gateway.database.connection() as connection:
        items = await ops.all_builds(connection, state, stage, limit, cursor)
    last = items[-1].build if len(items) == limit else None
    return OpsBuilds(items=items, next=queries.cursor(last.created_at, last.id) if last else None)


@router.get("/failures")
async def list_failures(caller: Operating, gateway: Gateway, limit: Limit = 50, cursor: Cursor = None) -> OpsFailures:
    """Failures of every workspace, latest first."""
    async with gateway.database.connection() as connection:
        found = await ops.failures(connection, limit, cursor)
    following = queries.cursor(found[-1].at, found[-1].build_id) if len(found) == limit else None
    return OpsFailures(items=found, next=following)


@router.get("/dead-letters")
async def list_dead_letters(caller: Operating, gateway: Gateway, limit: Limit = 50, below: Below = None) -> DeadLetters:
    """Bytes that were no event, latest first."""
    async with gateway.database.connection() as connection:
        items = await ops.dead_letters(connection, limit, below)
    return DeadLetters(items=items, next=str(items[-1].id) if len(items) == limit else None)


@router.post("/builds/{build_id}/replay", status_code=202, responses=documented(404, 409))
async def replay_build(build_id: UUID, caller: Operating, gateway: Gateway) -> Build:
    """Send a failed build's failed event again, as its next attempt."""
    return await retry(gateway, caller, build_id)


@router.post("/dead-letters/{letter_id}/replay", status_code=202, responses=documented(404))
async def replay_dead_letter(letter_id: LetterId, caller: Operating, gateway: Gateway) -> DeadLetter:
    """Send a dead letter's bytes, untouched, to the topic where they stood."""
    async with gateway.database.transaction() as connection:
        return await ops.replay_letter(connection, letter_id)
