"""Approval: a person takes the suggested spec, or an edited one, or answers its questions, and the build goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from gateway import outbox, queries
from gateway.access import Caller
from gateway.doors import asking, drafts
from gateway.doors.facts import heard
from gateway.platform import Platform
from gateway.problems import Conflict, Refused
from gateway.requests import ApprovalBody
from gateway.responses import Build, BuildState
from infra.database import Connection
from schemas.admission import DEADLINE
from schemas.events import SchemaDesigned, SchemaSuggested
from schemas.operations import Operation


async def approve(platform: Platform, caller: Caller, build_id: UUID, body: ApprovalBody) -> Build:
    """Raises NotFound, Conflict where the build does not wait, InvalidSpec (an edited spec), Refused (an answer)."""
    async with platform.database.connection() as connection:
        build = await queries.build(connection, caller, build_id)
    draft = None if body.spec is None else await drafts.draft(platform, body.spec, build.app_id, None)
    async with platform.database.transaction() as connection:
        asking.refuse_retired(await asking.lock_app(connection, caller, build.app_id))
        build, suggested = await _waiting(connection, caller, build_id)
        chosen = _chosen(suggested, body.answers)
        if draft is None and chosen:
            draft = await drafts.answered(platform, suggested.spec, chosen)
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


async def _waiting(connection: Connection, caller: Caller, build_id: UUID) -> tuple[Build, SchemaSuggested]:
    build = await queries.build(connection, caller, build_id)
    if build.state is not BuildState.WAITING_FOR_REVIEW:
        raise Conflict(f"Build {build.build_no} does not wait for approval: it is {build.state}.")
    return build, await heard(connection, build, SchemaSuggested)


def _chosen(suggested: SchemaSuggested, answers: Sequence[int | None]) -> list[Operation]:
    """What the answers change, in the order of the questions."""
    questions = suggested.questions
    if len(answers) > len(questions):
        raise Refused(422, f"There are {len(questions)} questions, and {len(answers)} answers.")
    operations: list[Operation] = []
    for number, (question, answer) in enumerate(zip(questions, answers, strict=False), start=1):
        if answer is None:
            continue
        if answer >= len(question.choices):
            raise Refused(
                422, f"Question {number} has {len(question.choices)} choices: answer 0 to {len(question.choices) - 1}."
            )
        operations += question.choices[answer].operations
    return operations
