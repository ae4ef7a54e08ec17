"""Builds: follow one, approve what it suggests, cancel it, try it again."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response
from sse_starlette import EventSourceResponse

from gateway import queries
from gateway.callers import SignedIn
from gateway.doors.approval import approve
from gateway.doors.cancel import cancel
from gateway.doors.retry import retry
from gateway.platform import Gateway
from gateway.problems import documented
from gateway.requests import ApprovalBody
from gateway.responses import Build
from gateway.stream import stream

router = APIRouter(prefix="/builds", tags=["builds"], responses=documented(401, 404, 422))

STREAM = {
    "description": "Server-sent events. `build`: a Build, whenever it changes. `log`: a LogLine. Ends after the end.",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}
HEARTBEAT = 15
"""Seconds between two comments that keep a silent stream open."""


@router.get("/{build_id}")
async def get_build(build_id: UUID, caller: SignedIn, gateway: Gateway) -> Build:
    async with gateway.database.connection() as connection:
        return await queries.build(connection, caller, build_id)


@router.get("/{build_id}/events", response_class=Response, responses={200: STREAM})
async def stream_build(build_id: UUID, caller: SignedIn, gateway: Gateway,
                       last_event_id: Annotated[str | None, Header(max_length=50)] = None) -> Response:  # fmt: skip
    """Follow a build as it goes; `Last-Event-ID` resumes."""
    async with gateway.database.connection() as connection:
        await queries.build(connection, caller, build_id)
    return EventSourceResponse(stream(gateway, build_id, last_event_id), ping=HEARTBEAT)


@router.post("/{build_id}/approval", status_code=202, responses=documented(409, 413))
async def approve_build(build_id: UUID, caller: SignedIn, gateway: Gateway, body: ApprovalBody | None = None) -> Build:
    """Approve the suggested spec, or an edited one, of a build that waits for review; answer its questions."""
    return await approve(gateway, caller, build_id, body or ApprovalBody())


@router.post("/{build_id}/cancel", status_code=202, responses=documented(409))
async def cancel_build(build_id: UUID, caller: SignedIn, gateway: Gateway) -> Build:
    return await cancel(gateway, caller, build_id)


@router.post("/{build_id}/retry", status_code=202, responses=documented(409))
async def retry_build(build_id: UUID, caller: SignedIn, gateway: Gateway) -> Build:
    """Start the next attempt of a failed build, from the stage that failed."""
    return await retry(gateway, caller, build_id)
