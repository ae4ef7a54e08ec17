"""The read model's only writer: a batch of records in one transaction, each event counted once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from gateway.projector.labels import Labels
from gateway.projector.dead import bury
from gateway.projector.fold import Fact, Outcome, fold, is_of_build
from gateway.projector.heard import Heard, hear
from gateway.signals import BUILDS
from infra.database import Connection, Database
from infra.kafka_log import Seen
from schemas.events import DEAD_LETTERS, AppDeployed, AppRetired, Build, BuildDeferred, Event, Progress

LOG_LINES = 500
"""How many log lines of a build are kept."""


class Projection:
    def __init__(self, database: Database, labels: Labels, secret: str, open_workspace: UUID | None) -> None:
        self._database = database
        self._labels = labels
        self._secret = secret
        self._open_workspace = open_workspace

    async def apply(self, batch: Sequence[Seen]) -> None:
        """Whatever was applied before changes nothing. Raises Unavailable, having changed nothing."""
        heard = [found for seen in batch if (found := self._hear(seen))]
        labels = {event.app_id: label for event in heard if (label := await self._labels.of(event.said))}
        async with self._database.transaction() as connection:
            for seen in batch:
                if seen.record.topic == DEAD_LETTERS:
                    await bury(connection, seen)
            touched = await self._note(connection, heard)
            for app_id, label in labels.items():
                await connection.execute("UPDATE apps SET label = $2 WHERE id = $1", app_id, label)
            for app_id, build_id in sorted(touched):
                await refold(connection, app_id, build_id)

    def _hear(self, seen: Seen) -> Heard | None:
        if seen.record.topic == DEAD_LETTERS:
            return None
        return hear(seen, secret=self._secret, open_workspace=self._open_workspace)

    async def _note(self, connection: Connection, heard: list[Heard]) -> set[tuple[UUID, UUID]]:
        """Store what is new; returns the builds that it is about."""
        touched = set()
        for event in sorted(heard, key=lambda event: event.app_id):  # one order of locks for all projectors
            if isinstance(event.said, Progress):
                await _line(connection, event, event.said)
                continue
            await _register(connection, event)
            if not await _keep(connection, event):
                continue
            if isinstance(event.said, Event):
                touched.add((event.app_id, event.said.build.build_id))
            elif isinstance(event.said, AppRetired):
                retired = "UPDATE apps SET retired_at = coalesce(retired_at, $2) WHERE id = $1"
                await connection.execute(retired, event.app_id, event.received.at)
        return touched


async def _register(connection: Connection, event: Heard) -> None:
    """Enter an application that came from outside; note whose artifacts these are."""
    if isinstance(event.said, Event):
        build = event.said.build
        await connection.execute(
            "INSERT INTO apps (id, workspace_id, key, label, created_at) VALUES ($1, $2, $3, $3, $4)"
            " ON CONFLICT DO NOTHING",
            build.app_id, build.workspace_id, build.app_key, event.received.at,
        )  # fmt: skip
    await connection.executemany(
        "INSERT INTO artifact_owners VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        [(event.workspace_id, ref.sha256, ref.size, ref.media_type) for ref in event.artifacts],
    )


async def _keep(connection: Connection, event: Heard) -> bool:
    """Store the event; whether it is new. Heard again, only its place in the log is: where it was published last."""
    build = event.said.build if isinstance(event.said, Event) else None
    new = await connection.fetchval(
        'INSERT INTO events (id, type, source, app_id, build_id, attempt, at, data, topic, partition, "offset")'
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (app_id, id)"
        ' DO UPDATE SET topic = excluded.topic, partition = excluded.partition, "offset" = excluded."offset"'
        " RETURNING xmax = 0",
        event.received.id, event.type, event.received.source, event.app_id,
        build.build_id if build else None, build.attempt if build else None,
        event.received.at, event.received.data, event.record.topic, event.record.partition, event.record.offset,
    )  # fmt: skip
    if isinstance(event.said, BuildDeferred):
        await connection.execute(
            "INSERT INTO deferred (id, app_id, build_id, attempt, stage, not_before, count, type, data)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
            event.received.id, event.app_id, event.said.build.build_id, event.said.build.attempt, event.said.stage,
            event.said.not_before, event.said.count, event.said.event.type, event.said.event.data,
        )  # fmt: skip
    return bool(new)


async def _line(connection: Connection, event: Heard, progress: Progress) -> None:
    """A line for those who watch. It may come before the event of which its stage reports."""
    build = progress.build
    owner = await connection.fetchval(
        "SELECT app_id FROM builds WHERE id = $1 UNION SELECT app_id FROM requests WHERE build_id = $1", build.build_id
    )
    if owner not in (None, event.app_id):
        return
    data = progress.model_dump(mode="json", include={"stage", "line", "percent", "at"})
    new = await connection.fetchval(
        "INSERT INTO feed (build_id, kind, event_id, data) VALUES ($1, 'log', $2, $3) ON CONFLICT DO NOTHING"
        " RETURNING id",
        build.build_id, event.received.id, data,
    )  # fmt: skip
    if new is None:
        return
    await connection.execute(
        "INSERT INTO stage_runs (build_id, attempt, stage, state, percent) VALUES ($1, $2, $3, 'running', $4)"
        " ON CONFLICT (build_id, attempt, stage) DO UPDATE SET percent = coalesce($4, stage_runs.percent)",
        build.build_id, build.attempt, progress.stage, progress.percent,
    )  # fmt: skip
    await connection.execute(
        "DELETE FROM feed WHERE build_id = $1 AND id < (SELECT id FROM feed WHERE build_id = $1 AND kind = 'log'"
        " ORDER BY id DESC OFFSET $2 LIMIT 1)",
        build.build_id, LOG_LINES - 1,
    )  # fmt: skip
    await connection.execute("SELECT pg_notify($1, $2)", BUILDS, str(build.build_id))


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
    outcome = fold(facts, {(row["attempt"], row["stage"]) for row in waiting})
    if not await _write(connection, Build.model_validate(outcome.first.data["build"]), outcome):
        return
    await _write_runs(connection, build_id, outcome)
    if outcome.last.type == AppDeployed.__name__:
        await _write_deployment(connection, outcome)
    await connection.execute("INSERT INTO feed (build_id, kind) VALUES ($1, 'build')", build_id)
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
    moved = "CASE WHEN builds.last_event = excluded.last_event THEN builds.resent ELSE 0 END"
    updates = ", ".join(f"{name} = excluded.{name}" for name in row if name not in ("id", "app_id"))
    written = await connection.fetchval(
        f"INSERT INTO builds ({columns}) VALUES ({places}) ON CONFLICT (id) DO UPDATE SET resent = {moved}, {updates}"  # noqa: S608  # names of ours only
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
