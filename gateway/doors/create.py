"""The first door: a new application, in words or as a spec."""

from __future__ import annotations

import secrets
from uuid import UUID, uuid4

from gateway import queries
from gateway.access import Caller
from gateway.doors import asking, drafts, idempotency
from gateway.platform import Platform
from gateway.problems import Conflict
from gateway.requests import AppBody
from gateway.responses import Created
from infra.database import Connection
from schemas.names import Name
from schemas.spec import Targets, app_id_for

LONGEST_LABEL = 80
WORDS_IN_KEY = 4


async def create(platform: Platform, caller: Caller, body: AppBody, key: str | None) -> Created:
    """Raises InvalidSpec, Permanent for an unknown target, Conflict where the name is taken."""
    request = idempotency.Request(caller.workspace_id, key, "create", body)
    async with platform.database.connection() as connection:
        if earlier := await request.peek(connection):
            return Created.model_validate(earlier)
    label = _label(body)
    app_key = _key(body.name, label)
    app_id = app_id_for(caller.workspace_id, app_key)
    drafts.check_targets(platform, body.targets or Targets())
    draft = None if body.spec is None else await drafts.draft(platform, body.spec, app_id, body.targets)
    async with platform.database.transaction() as connection:
        if earlier := await request.earlier_answer(connection):
            return Created.model_validate(earlier)
        await _register(connection, caller, app_id, app_key, label)
        app = await asking.lock_app(connection, caller, app_id)
        targets = draft.spec.targets if draft else body.targets or Targets()
        build = await asking.next_build(
            connection, app, caller, uuid4(), base=None, targets=targets, review=body.review
        )
        await asking.ask(connection, platform, asking.opening(build, body.text, draft), body.text)
        created = Created(
            app=await queries.application(connection, caller, app_id),
            build=await queries.build(connection, caller, build.build_id),
        )
        await request.remember(connection, created)
    return created


def _label(body: AppBody) -> str:
    """How the application is called until its spec says better."""
    if body.name is not None:
        return body.name
    if body.spec is not None:
        app = body.spec.get("app")
        return str(app.get("label") or app.get("name") or "Application") if isinstance(app, dict) else "Application"
    line = " ".join((body.text or "").split())
    return line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1] + "…"


def _key(name: str | None, label: str) -> str:
    """What the workspace calls the application: its name, else words of its label made unique."""
    if name is not None:
        return name
    words = Name.from_label(label, fallback="app").words[:WORDS_IN_KEY]
    return "-".join([*words, secrets.token_hex(4)])


async def _register(connection: Connection, caller: Caller, app_id: UUID, app_key: str, label: str) -> None:
    new = await connection.fetchval(
        "INSERT INTO apps (id, workspace_id, key, label, created_at) VALUES ($1, $2, $3, $4, now())"
        " ON CONFLICT DO NOTHING RETURNING id",
        app_id, caller.workspace_id, app_key, label[:300],
    )  # fmt: skip
    if new is None:
        raise Conflict(f"There is an application {app_key!r} already ({app_id}): change it, or take another name.")
