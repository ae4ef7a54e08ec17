"""Applications: ask for one, change it, look at it, retire it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, Response

from gateway import models, queries, source
from gateway.callers import SignedIn
from gateway.doors.change import change
from gateway.doors.create import create
from gateway.doors.retire import retire
from gateway.doors.rollback import go_back
from gateway.platform import Gateway
from gateway.problems import Conflict, NotFound, documented
from gateway.requests import AppBody, BuildBody, SigninBody
from gateway.responses import Application, Applications, AppState, Build, Builds, Created, Link, SpecView, Versions
from gateway.versions import versions
from infra.apps.signin import LIFETIME, signin_link

router = APIRouter(prefix="/apps", tags=["apps"], responses=documented(401, 404, 422))

IdempotencyKey = Annotated[
    str | None,
    Header(max_length=200, description="The same key and body again give the same answer, and nothing new."),
]
Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=100, description="`next` of the previous page.")]
Number = Annotated[int | None, Query(ge=1, le=2**31 - 1, alias="cursor", description="`next` of the previous page.")]

ZIP = {"content": {"application/zip": {}}, "description": "backend/ and frontends/"}


@router.post("", status_code=202, responses=documented(409, 413))
async def create_app(body: AppBody, caller: SignedIn, gateway: Gateway,
                     idempotency_key: IdempotencyKey = None) -> Created:  # fmt: skip
    """Ask for a new application, in words or as a spec."""
    return await create(gateway, caller, body, idempotency_key)


@router.get("")
async def list_apps(caller: SignedIn, gateway: Gateway, limit: Limit = 50, cursor: Cursor = None) -> Applications:
    """The applications that the caller may see, latest first."""
    async with gateway.database.connection() as connection:
        rows = await queries.visible_apps(connection, caller, limit, cursor)
        items = await queries.applications(connection, rows)
    following = queries.cursor(rows[-1]["created_at"], rows[-1]["id"]) if len(rows) == limit else None
    return Applications(items=items, next=following)


@router.get("/{app_id}")
async def get_app(app_id: UUID, caller: SignedIn, gateway: Gateway) -> Application:
    async with gateway.database.connection() as connection:
        return await queries.application(connection, caller, app_id)


@router.delete("/{app_id}", status_code=202)
async def retire_app(app_id: UUID, caller: SignedIn, gateway: Gateway) -> Application:
    """Take the application out of service for good; what it stored is removed."""
    return await retire(gateway, caller, app_id)


@router.post("/{app_id}/builds", status_code=202, responses=documented(409, 413))
async def change_app(app_id: UUID, body: BuildBody, caller: SignedIn, gateway: Gateway,
                     idempotency_key: IdempotencyKey = None) -> Build:  # fmt: skip
    """Ask for a change: in words, as a whole spec, or as operations; or to go back to an earlier version."""
    if body.rollback_to is not None:
        return await go_back(gateway, caller, app_id, body, idempotency_key)
    return await change(gateway, caller, app_id, body, idempotency_key)


@router.get("/{app_id}/builds")
async def list_builds(app_id: UUID, caller: SignedIn, gateway: Gateway, limit: Limit = 50,
                      below: Number = None) -> Builds:  # fmt: skip
    """The application's builds, latest first."""
    async with gateway.database.connection() as connection:
        await queries.app_row(connection, caller, app_id)
        items = await queries.apps_builds(connection, app_id, limit, below)
    return Builds(items=items, next=str(items[-1].build_no) if len(items) == limit else None)


@router.get("/{app_id}/versions")
async def list_versions(app_id: UUID, caller: SignedIn, gateway: Gateway) -> Versions:
    """The versions that were deployed, latest first."""
    async with gateway.database.connection() as connection:
        await queries.app_row(connection, caller, app_id)
        return Versions(items=await versions(connection, app_id))


@router.get("/{app_id}/spec")
async def get_spec(app_id: UUID, caller: SignedIn, gateway: Gateway, build_id: UUID | None = None) -> SpecView:
    """The model of a build; without `build_id`, of the latest build that has one."""
    async with gateway.database.connection() as connection:
        await queries.app_row(connection, caller, app_id)
        event = await models.model_event(connection, app_id, build_id)
    return await models.model(gateway, event)


@router.get("/{app_id}/source.zip", response_class=Response, responses={200: ZIP})
async def download_source(app_id: UUID, caller: SignedIn, gateway: Gateway, build_id: UUID | None = None) -> Response:
    """The source of a version; without `build_id`, of the deployed one."""
    async with gateway.database.connection() as connection:
        app = await queries.app_row(connection, caller, app_id)
        if build_id is None:
            deployed = await queries.deployed(connection, app_id)
            if deployed is None:
                raise NotFound("source (nothing is deployed yet)")
            build_id = deployed["build_id"]
        trees = await source.trees_of(connection, app_id, build_id)
    archive = await source.archive(gateway, trees)
    headers = {"content-disposition": f'attachment; filename="{source.file_name(app["label"])}"'}
    return Response(archive, media_type="application/zip", headers=headers)


@router.post("/{app_id}/signin-link", responses=documented(409))
async def create_signin_link(app_id: UUID, caller: SignedIn, gateway: Gateway, body: SigninBody | None = None) -> Link:
    """A link that signs its owner in to the running application, once."""
    async with gateway.database.connection() as connection:
        app = await queries.application(connection, caller, app_id)
    if app.state is not AppState.LIVE or app.url is None:
        raise Conflict(f"The application cannot be opened: it is {app.state}.")
    owner = body or SigninBody()
    url = signin_link(gateway.settings.secret, app_id, app.url, owner.email, owner.name)
    return Link(url=url, expires_at=datetime.now(UTC) + LIFETIME)
