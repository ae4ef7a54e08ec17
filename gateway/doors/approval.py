"""Approval: a person takes the suggested spec, or an edited one, and the build goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from gateway import outbox, queries
from gateway.access import Caller
from gateway.doors import asking, drafts
from gateway.doors.facts import heard
from gateway.platform import Platform
from gateway.problems import Conflict
from gateway.requests import Spec
from gateway.responses import Build, BuildState
from schemas.admission import DEADLINE
from schemas.events import SchemaDesigned, SchemaSuggested


async def approve(platform: Platform, caller: Caller, build_id: UUID, spec: Spec | None) -> Build:
    """Raises NotFound, Conflict where the build does not wait, InvalidSpec for an edited spec."""
    async with platform.database.connection() as connection:
        build = await queries.build(connection, caller, build_id)
    draft = None if spec is None else await drafts.draft(platform, spec, build.app_id, None)
    async with platform.database.transaction() as connection:
        asking.refuse_retired(await asking.lock_app(connection, caller, build.app_id))
        build = await queries.build(connection, caller, build_id)
        if build.state is not BuildState.WAITING_FOR_REVIEW:
            raise Conflict(f"Build {build.build_no} does not wait for approval: it is {build.state}.")
        suggested = await heard(connection, build, SchemaSuggested)
        approved = SchemaDesigned(
            build=suggested.build.model_copy(update={"deadline": datetime.now(UTC) + DEADLINE}),
            spec=draft.ref if draft else suggested.spec,
            evidence=suggested.evidence,
            questions=() if draft else suggested.questions,
            approved_by=caller.name,
        )
        await connection.execute(
            "INSERT INTO decisions (build_id, attempt, decision, decided_by) VALUES ($1, $2, 'approved', $3)",
            build_id, build.attempt, caller.name,
        )  # fmt: skip
        await outbox.post(connection, platform.encode(approved))
        return await queries.build(connection, caller, build_id)
