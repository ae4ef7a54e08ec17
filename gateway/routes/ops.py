"""Operations: how the platform does, what failed and why, and sending it again."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from gateway.callers import Operating
from gateway.problems import documented
from gateway.responses import Build, BuildState, DeadLetter, DeadLetters, OpsBuilds, OpsFailures, Overview
from gateway.routes.apps import Cursor, Limit
from schemas.events import Stage

router = APIRouter(prefix="/ops", tags=["ops"], responses=documented(401, 403, 422))

Hours = Annotated[int, Query(ge=1, le=24 * 30, description="Period of the figures.")]


@router.get("/overview")
async def get_overview(caller: Operating, hours: Hours = 24) -> Overview:
    """Builds by state, each stage's figures, each consumer group's lag."""
    raise NotImplementedError


@router.get("/builds")
async def list_all_builds(caller: Operating, state: BuildState | None = None, stage: Stage | None = None,
                          limit: Limit = 50, cursor: Cursor = None) -> OpsBuilds:  # fmt: skip
    """Builds of every workspace, latest first."""
    raise NotImplementedError


@router.get("/failures")
async def list_failures(caller: Operating, limit: Limit = 50, cursor: Cursor = None) -> OpsFailures:
    raise NotImplementedError


@router.get("/dead-letters")
async def list_dead_letters(caller: Operating, limit: Limit = 50, cursor: Cursor = None) -> DeadLetters:
    raise NotImplementedError


@router.post("/builds/{build_id}/replay", status_code=202, responses=documented(404, 409))
async def replay_build(build_id: UUID, caller: Operating) -> Build:
    """Send a failed build's failed event again, as its next attempt."""
    raise NotImplementedError


@router.post("/dead-letters/{letter_id}/replay", status_code=202, responses=documented(404, 409))
async def replay_dead_letter(letter_id: int, caller: Operating) -> DeadLetter:
    """Send a dead letter's bytes, untouched, to the topic where they stood."""
    raise NotImplementedError
