"""What stages report while they work: the last lines of each build, and how far its stages are."""

from __future__ import annotations

from uuid import UUID

from gateway.projector.heard import Heard
from gateway.signals import BUILDS
from infra.database import Connection
from schemas.events import Progress

KEPT = 500
"""How many log lines of a build are kept."""


async def note(connection: Connection, event: Heard, progress: Progress) -> None:
    """A line for those who watch. It may come before the event of which its stage reports."""
    build = progress.build
    if not await _is_of_its_application(connection, event, build.build_id):
        return
    new = await connection.fetchval(
        "INSERT INTO log_lines (build_id, event_id, data) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id",
        build.build_id, event.received.id,
        progress.model_dump(mode="json", include={"stage", "line", "percent", "at"}),
    )  # fmt: skip
    if new is not None:
        await _begun(connection, progress)
        await _forget(connection, build.build_id)
        await connection.execute("SELECT pg_notify($1, $2)", BUILDS, str(build.build_id))


async def _is_of_its_application(connection: Connection, event: Heard, build_id: UUID) -> bool:
    """Whether nobody else's build has that id."""
    owner = await connection.fetchval(
        "SELECT app_id FROM builds WHERE id = $1 UNION SELECT app_id FROM requests WHERE build_id = $1", build_id
    )
    return owner in (None, event.app_id)


async def _begun(connection: Connection, progress: Progress) -> None:
    """The stage is at work, so the build is no longer queued."""
    build = progress.build
    await connection.execute(
        "INSERT INTO stage_runs (build_id, attempt, stage, state, percent)"
        " VALUES ($1, $2, $3, 'running', coalesce($4, 0)) ON CONFLICT (build_id, attempt, stage)"
        " DO UPDATE SET percent = greatest(stage_runs.percent, excluded.percent)",
        build.build_id, build.attempt, progress.stage, progress.percent,
    )  # fmt: skip
    await connection.execute(
        "UPDATE builds SET state = 'running' WHERE id = $1 AND attempt = $2 AND state = 'queued'",
        build.build_id, build.attempt,
    )  # fmt: skip


async def _forget(connection: Connection, build_id: UUID) -> None:
    """Keep the last lines only."""
    await connection.execute(
        "DELETE FROM log_lines WHERE build_id = $1 AND id < (SELECT id FROM log_lines WHERE build_id = $1"
        " ORDER BY id DESC OFFSET $2 LIMIT 1)",
        build_id, KEPT - 1,
    )  # fmt: skip
