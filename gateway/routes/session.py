"""Sessions: how Studio signs in, by a token or by a link that works once."""

from __future__ import annotations

from fastapi import APIRouter, Response

from gateway.callers import SignedIn
from gateway.problems import documented
from gateway.requests import SessionBody
from gateway.responses import Link, Session

router = APIRouter(prefix="/session", tags=["session"], responses=documented(401))


@router.get("")
async def get_session(caller: SignedIn) -> Session:
    """Who is signed in."""
    raise NotImplementedError


@router.post("", responses=documented(422))
async def open_session(body: SessionBody, response: Response) -> Session:
    """Sign in; the answer sets Studio's cookie."""
    raise NotImplementedError


@router.delete("", status_code=204)
async def close_session(caller: SignedIn, response: Response) -> None:
    """Sign out."""
    raise NotImplementedError


@router.post("/links", status_code=201)
async def create_session_link(caller: SignedIn) -> Link:
    """A link that opens Studio as the caller: once, within 10 minutes."""
    raise NotImplementedError
