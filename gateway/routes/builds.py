"""Builds: follow one, approve what it suggests, cancel it, try it again."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response

from gateway.callers import SignedIn
from gateway.problems import documented
from gateway.requests import ApprovalBody
from gateway.responses import Build

router = APIRouter(prefix="/builds", tags=["builds"], responses=documented(401, 404, 422))

STREAM = {
    "description": "Server-sent events. `build`: a Build, whenever it changes. `log`: a LogLine. Ends after the end.",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}


@router.get("/{build_id}")
async def get_build(build_id: UUID, caller: SignedIn) -> Build:
    raise NotImplementedError


@router.get("/{build_id}/events", response_class=Response, responses={200: STREAM})
async def stream_build(build_id: UUID, caller: SignedIn,
                       last_event_id: Annotated[str | None, Header()] = None) -> Response:  # fmt: skip
    """Follow a build as it goes; `Last-Event-ID` resumes."""
    raise NotImplementedError


@router.post("/{build_id}/approval", status_code=202, responses=documented(409))
async def approve_build(build_id: UUID, caller: SignedIn, body: ApprovalBody | None = None) -> Build:
    """Approve the suggested spec, or an edited one, of a build that waits for review."""
    raise NotImplementedError


@router.post("/{build_id}/cancel", status_code=202, responses=documented(409))
async def cancel_build(build_id: UUID, caller: SignedIn) -> Build:
    raise NotImplementedError


@router.post("/{build_id}/retry", status_code=202, responses=documented(409))
async def retry_build(build_id: UUID, caller: SignedIn) -> Build:
    """Start the next attempt of a failed build, from the stage that failed."""
    raise NotImplementedError
