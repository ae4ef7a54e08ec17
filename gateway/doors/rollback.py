"""The way back: an earlier version of an application is reached again, its database included."""

from __future__ import annotations

from uuid import UUID, uuid4

from gateway import queries
from gateway.access import Caller
from gateway.doors import asking, idempotency
from gateway.platform import Platform
from gateway.problems import Conflict, NotFound
from gateway.requests import BuildBody
from gateway.responses import Build
from infra.database import Connection
from schemas.events import AppDeployed, Base, BuildKind, RollbackRequested
from schemas.spec import AppSpec


async def go_back(platform: Platform, caller: Caller, app_id: UUID, body: BuildBody, key: str | None) -> Build:
    """Raises NotFound for a version that never was, Conflict where it is there already or a build is under way."""
    async with platform.database.connection() as connection:
        await queries.app_row(connection, caller, app_id)
        reach = await _version(connection, app_id, body.rollback_to)
    targets = AppSpec.model_validate_json(await platform.artifacts.get(reach.spec)).targets
    async with platform.database.transaction() as connection:
        app = await asking.lock_app(connection, caller, app_id)
        request = idempotency.Request(app["workspace_id"], key, f"change/{app_id}", body)
        if earlier := await request.earlier_answer(connection):
            return Build.model_validate(earlier)
        asking.refuse_retired(app)
        leave = await asking.base_of(connection, app_id)
        asking.refuse_stale(leave, body.base_version)
        if leave is None or leave.image == reach.image:
            raise Conflict(f"What runs is version {body.rollback_to} already.")
        await asking.refuse_busy(connection, app_id)
        block = await asking.next_build(
            connection, app, caller, uuid4(), base=leave, targets=targets, review=False, kind=BuildKind.ROLLBACK
        )
        await asking.ask(connection, platform, RollbackRequested(build=block, leave=leave, reach=reach), None)
        asked = await queries.build(connection, caller, block.build_id)
        await request.remember(connection, asked)
    return asked


async def _version(connection: Connection, app_id: UUID, number: int | None) -> Base:
    row = await connection.fetchrow("SELECT data FROM deployments WHERE app_id = $1 AND build_no = $2", app_id, number)
    if row is None:
        raise NotFound(f"version {number} (it was never deployed)")
    return asking.version_of(AppDeployed.model_validate(row["data"]))
