"""Who calls: every route asks for a caller, by a token or by Studio's session; nothing is open without one."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from gateway import access
from gateway.access import Caller
from gateway.platform import Gateway
from gateway.problems import Refused

COOKIE = "fusion_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

_bearer = HTTPBearer(auto_error=False, description="A token: FUSION_TOKEN, or the one in $FUSION_HOME/token.")
_cookie = APIKeyCookie(name=COOKIE, auto_error=False, description="Studio's session.")


async def signed_in(
    request: Request,
    gateway: Gateway,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    cookie: Annotated[str | None, Depends(_cookie)],
) -> Caller:
    """The caller, or 401. What is sent with a cookie alone must come from Studio itself."""
    caller = None
    async with gateway.database.connection() as connection:
        if bearer is not None:
            caller = await access.by_token(connection, bearer.credentials)
        elif cookie is not None:
            check_origin(request)
            caller = await access.by_session(connection, cookie)
    if caller is None:
        raise Refused(401, "Sign in: send `Authorization: Bearer TOKEN` with a valid token.")
    return caller


def check_origin(request: Request) -> None:
    """Refuse a write that another site made a browser send with our cookie."""
    if request.method in SAFE:
        return
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    same = origin is not None and urlsplit(origin).netloc == request.headers.get("host")
    if not (same if origin is not None else site == "same-origin"):
        raise Refused(403, "This request does not come from Studio's own pages.")


async def operating(caller: Annotated[Caller, Depends(signed_in)]) -> Caller:
    """The caller, who is an operator, or 403."""
    if not caller.operator:
        raise Refused(403, "Only operators may do this: sign in with an operator's token.")
    return caller


SignedIn = Annotated[Caller, Depends(signed_in)]
Operating = Annotated[Caller, Depends(operating)]
