"""Applications: ask for one, change it, look at it, retire it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, Response

from gateway.callers import SignedIn
from gateway.problems import documented
from gateway.requests import AppBody, BuildBody, SigninBody
from gateway.responses import Application, Applications, Build, Builds, Created, Link, SpecView, Versions

router = APIRouter(prefix="/apps", tags=["apps"], responses=documented(401, 404, 422))

IdempotencyKey = Annotated[
    str | None,
    Header(max_length=200, description="The same key and body again give the same answer, and nothing new."),
]
Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=100, description="`next` of the previous page.")]


@router.post("", status_code=202, responses=documented(409, 413))
async def create_app(body: AppBody, caller: SignedIn, idempotency_key: IdempotencyKey = None) -> Created:
    """Ask for a new application, in words or as a spec."""
    raise NotImplementedError


@router.get("")
async def list_apps(caller: SignedIn, limit: Limit = 50, cursor: Cursor = None) -> Applications:
    """The applications that the caller may see, latest first."""
    raise NotImplementedError


@router.get("/{app_id}")
async def get_app(app_id: UUID, caller: SignedIn) -> Application:
    raise NotImplementedError


@router.delete("/{app_id}", status_code=202, responses=documented(409))
async def retire_app(app_id: UUID, caller: SignedIn) -> Application:
    """Take the application out of service for good; what it stored is dumped first."""
    raise NotImplementedError


@router.post("/{app_id}/builds", status_code=202, responses=documented(409, 413))
async def change_app(app_id: UUID, body: BuildBody, caller: SignedIn, idempotency_key: IdempotencyKey = None) -> Build:
    """Ask for a change: in words, as a whole spec, or as operations."""
    raise NotImplementedError


@router.get("/{app_id}/builds")
async def list_builds(app_id: UUID, caller: SignedIn, limit: Limit = 50, cursor: Cursor = None) -> Builds:
    """The application's builds, latest first."""
    raise NotImplementedError


@router.get("/{app_id}/versions")
async def list_versions(app_id: UUID, caller: SignedIn) -> Versions:
    """The versions that were deployed, latest first."""
    raise NotImplementedError


@router.get("/{app_id}/spec")
async def get_spec(app_id: UUID, caller: SignedIn, build_id: UUID | None = None) -> SpecView:
    """The model of a build; without `build_id`, of the latest build that has one."""
    raise NotImplementedError


@router.get("/{app_id}/source.zip", response_class=Response,
            responses={200: {"content": {"application/zip": {}}, "description": "backend/ and frontends/"}})  # fmt: skip
async def download_source(app_id: UUID, caller: SignedIn, build_id: UUID | None = None) -> Response:
    """The source of a version; without `build_id`, of the deployed one."""
    raise NotImplementedError


@router.post("/{app_id}/signin-link", responses=documented(409))
async def create_signin_link(app_id: UUID, caller: SignedIn, body: SigninBody | None = None) -> Link:
    """A link that signs its owner in to the running application, once."""
    raise NotImplementedError
