"""Who calls: a token's or a session's owner, and what that owner may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer

COOKIE = "fusion_session"

_bearer = HTTPBearer(auto_error=False, description="A token: FUSION_TOKEN, or the one in $FUSION_HOME/token.")
_cookie = APIKeyCookie(name=COOKIE, auto_error=False, description="Studio's session.")


@dataclass(frozen=True)
class Caller:
    """The owner of a token. Builders work in their workspace only; operators see every workspace, and have a home."""

    token_id: UUID
    name: str
    workspace_id: UUID
    workspace: str
    operator: bool

    def sees(self, workspace_id: UUID) -> bool:
        return self.operator or workspace_id == self.workspace_id


async def signed_in(request: Request, bearer: Annotated[object, Depends(_bearer)],
                    cookie: Annotated[object, Depends(_cookie)]) -> Caller:  # fmt: skip
    """The caller, or 401."""
    raise NotImplementedError


async def operating(caller: Annotated[Caller, Depends(signed_in)]) -> Caller:
    """The caller, who is an operator, or 403."""
    raise NotImplementedError


SignedIn = Annotated[Caller, Depends(signed_in)]
Operating = Annotated[Caller, Depends(operating)]
