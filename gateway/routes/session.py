"""Sessions: how Studio signs in, by a token or by a link that works once."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from gateway import access
from gateway.access import SESSION_LIFETIME, Caller
from gateway.callers import COOKIE, SignedIn
from gateway.platform import Gateway
from gateway.problems import Refused, documented
from gateway.requests import SessionBody
from gateway.responses import Link, Session

router = APIRouter(prefix="/session", tags=["session"], responses=documented(401))
doorstep = APIRouter()

STALE_LINK = "This link has been used, or is older than 10 minutes: ask for a new one."


@router.get("")
async def get_session(caller: SignedIn) -> Session:
    """Who is signed in."""
    return _session(caller)


@router.post("", responses=documented(422))
async def open_session(body: SessionBody, request: Request, response: Response, gateway: Gateway) -> Session:
    """Sign in; the answer sets Studio's cookie."""
    async with gateway.database.transaction() as connection:
        if body.token is not None:
            caller = await access.by_token(connection, body.token)
            wrong = "This token is not known here, or was revoked."
        else:
            caller, wrong = await access.redeem_link(connection, body.link or ""), STALE_LINK
        if caller is None:
            raise Refused(401, wrong)
        _set_cookie(request, response, await access.open_session(connection, caller))
    return _session(caller)


@router.delete("", status_code=204)
async def close_session(caller: SignedIn, request: Request, response: Response, gateway: Gateway) -> None:
    """Sign out."""
    if session := request.cookies.get(COOKIE):
        async with gateway.database.connection() as connection:
            await access.close_session(connection, session)
    response.delete_cookie(COOKIE, path="/")


@router.post("/links", status_code=201)
async def create_session_link(caller: SignedIn, gateway: Gateway) -> Link:
    """A link that opens Studio as the caller: once, within 10 minutes."""
    async with gateway.database.connection() as connection:
        link, expires_at = await access.issue_link(connection, caller)
    return Link(url=f"{gateway.settings.url}/session?link={link}", expires_at=expires_at)


@doorstep.get("/session", include_in_schema=False)
async def follow_link(link: str, request: Request, gateway: Gateway) -> Response:
    """The page that a one-time link names: signs in and goes on to Studio, which says so where the link is stale."""
    async with gateway.database.transaction() as connection:
        caller = await access.redeem_link(connection, link)
        if caller is None:
            return RedirectResponse("/?link=stale", 303)
        response = RedirectResponse("/", 303)
        _set_cookie(request, response, await access.open_session(connection, caller))
    return response


def _set_cookie(request: Request, response: Response, session: str) -> None:
    response.set_cookie(
        COOKIE,
        session,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def _session(caller: Caller) -> Session:
    return Session(
        name=caller.name, workspace_id=caller.workspace_id, workspace=caller.workspace, operator=caller.operator
    )
