"""The second door: a change of an application, in words, as a spec, or as operations."""

from __future__ import annotations

from uuid import UUID, uuid4

from gateway import queries
from gateway.access import Caller
from gateway.doors import asking, drafts, idempotency
from gateway.platform import Platform
from gateway.problems import Conflict
from gateway.requests import BuildBody
from gateway.responses import Build
from schemas.events import Base
from schemas.spec import AppSpec, Targets


async def change(platform: Platform, caller: Caller, app_id: UUID, body: BuildBody, key: str | None) -> Build:
    """Raises NotFound, Conflict where the base is not what is deployed or a build is under way, InvalidSpec."""
    async with platform.database.connection() as connection:
        app = await queries.app_row(connection, caller, app_id)
        request = idempotency.Request(app["workspace_id"], key, f"change/{app_id}", body)
        if earlier := await request.peek(connection):
            return Build.model_validate(earlier)
        base = await asking.base_of(connection, app_id)
    draft = await _draft(platform, app_id, body, base)
    targets = await _targets(platform, body, draft, base)
    drafts.check_targets(platform, targets)
    async with platform.database.transaction() as connection:
        if earlier := await request.earlier_answer(connection):
            return Build.model_validate(earlier)
        app = await asking.lock_app(connection, caller, app_id)
        asking.refuse_retired(app)
        base = await asking.base_of(connection, app_id)
        asking.refuse_stale(base, body.base_version)
        await asking.refuse_busy(connection, app_id)
        block = await asking.next_build(
            connection, app, caller, uuid4(), base=base, targets=targets, review=body.review
        )
        await asking.ask(connection, platform, asking.opening(block, body.text, draft), body.text)
        asked = await queries.build(connection, caller, block.build_id)
        await request.remember(connection, asked)
    return asked


async def _draft(platform: Platform, app_id: UUID, body: BuildBody, base: Base | None) -> drafts.Draft | None:
    """The spec that the change comes to; None where it is in words."""
    if body.spec is not None:
        return await drafts.draft(platform, body.spec, app_id, body.targets)
    if body.operations is None:
        return None
    asking.refuse_stale(base, body.base_version)
    if base is None:
        raise Conflict("Operations change a version that is deployed, and there is none yet.")
    return await drafts.edited(platform, base, body.operations, body.targets)


async def _targets(platform: Platform, body: BuildBody, draft: drafts.Draft | None, base: Base | None) -> Targets:
    """What the caller chose, else what the application is printed as already."""
    if draft is not None:
        return draft.spec.targets
    if body.targets is None and base is not None:
        return AppSpec.model_validate_json(await platform.artifacts.get(base.spec)).targets
    return body.targets or Targets()
