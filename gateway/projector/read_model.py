"""A build's rows in the read model, written anew from all that was heard of it."""

from __future__ import annotations

from uuid import UUID

from gateway.projector.fold import Fact, Outcome, fold, is_of_build
from gateway.signals import BUILDS
from infra.database import Connection
from schemas.events import AppDeployed, Build

_RESENT = (
    "CASE WHEN builds.attempt = excluded.attempt AND builds.stage IS NOT DISTINCT FROM excluded.stage"
    " THEN builds.resent ELSE 0 END"
)
"""How often the current event was sent again begins anew with each stage."""


async def refold(connection: Connection, app_id: UUID, build_id: UUID) -> None:
    """Bring a build's row up to all that was heard of it, and tell those who watch if it changed."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", str(build_id))
    rows = await connection.fetch("SELECT * FROM events WHERE build_id = $1 AND app_id = $2", build_id, app_id)
    facts = [Fact(row["id"], row["type"], row["at"], row["attempt"], row["data"]) for row in rows]
    facts = [fact for fact in facts if is_of_build(fact.type)]
    if not facts:
        return
    waiting = await connection.fetch(
        "SELECT attempt, stage FROM deferred WHERE build_id = $1 AND app_id = $2 AND sent_at IS NULL", build_id, app_id
    )
    begun = await connection.fetch(
        "SELECT DISTINCT attempt FROM stage_runs WHERE build_id = $1 AND percent IS NOT NULL", build_id
    )
    deferrals = {(row["attempt"], row["stage"]) for row in waiting}
    outcome = fold(facts, deferrals, {row["attempt"] for row in begun})
    if not await _write(connection, Build.model_validate(outcome.first.data["build"]), outcome):
        return
    await _write_runs(connection, build_id, outcome)
    if outcome.last.type == AppDeployed.__name__:
        await _write_deployment(connection, outcome)
    await connection.execute("SELECT pg_notify($1, $2)", BUILDS, str(build_id))


async def _write(connection: Connection, build: Build, outcome: Outcome) -> bool:
    """Whether the build is its application's: nobody can take over a foreign build whose id became known."""
    row = {
        "id": build.build_id,
        "app_id": build.app_id,
        "build_no": build.build_no,
        "attempt": outcome.attempt,
        "kind": build.kind,
        "state": outcome.state,
        "stage": outcome.stage,
        "text": outcome.first.data.get("text"),
        "review": build.review,
        "targets": build.targets.model_dump(mode="json"),
        "base_version": build.base.build_no if build.base else 0,
        "requested_by": build.requested_by,
        "created_at": outcome.first.at,
        "started_at": outcome.started_at,
        "finished_at": outcome.finished_at,
        "url": outcome.url,
        "failure": outcome.failure,
        "questions": outcome.questions,
        "last_event": outcome.last.id,
        "heard_at": outcome.last.at,
    }
    columns, places = ", ".join(row), ", ".join(f"${number}" for number in range(1, len(row) + 1))
    updates = ", ".join(f"{name} = excluded.{name}" for name in row if name not in ("id", "app_id"))
    written = await connection.fetchval(
        f"INSERT INTO builds ({columns}) VALUES ({places})"  # noqa: S608  # names of ours only
        f" ON CONFLICT (id) DO UPDATE SET resent = {_RESENT}, {updates}"
        " WHERE builds.app_id = excluded.app_id RETURNING id",
        *row.values(),
    )
    return written is not None


async def _write_runs(connection: Connection, build_id: UUID, outcome: Outcome) -> None:
    await connection.executemany(
        "INSERT INTO stage_runs (build_id, attempt, stage, state, started_at, finished_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (build_id, attempt, stage) DO UPDATE"
        " SET state = excluded.state, started_at = excluded.started_at, finished_at = excluded.finished_at",
        [(build_id, run.attempt, run.stage, run.state, run.started_at, run.finished_at) for run in outcome.runs],
    )


async def _write_deployment(connection: Connection, outcome: Outcome) -> None:
    deployed = AppDeployed.model_validate(outcome.last.data)
    await connection.execute(
        "INSERT INTO deployments (build_id, app_id, build_no, url, at, data) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT (build_id) DO NOTHING",
        deployed.build.build_id, deployed.build.app_id, deployed.build.build_no, deployed.url, outcome.last.at,
        outcome.last.data,
    )  # fmt: skip
