"""What stages report while they work: the last lines of each build, and how far its stages are."""

from __future__ import annotations

from gateway.projector.heard import Heard
from gateway.signals import BUILDS
from infra.database import Connection
from schemas.events import Progress

KEPT = 500
"""How many log lines of a build are kept."""


async def note(connection: Connection, event: Heard, progress: Progress) -> None:
    """A line for those who watch. It may come before the event of which its stage reports."""
    build = progress.build
    owner = await connection.fetchval(
        "SELECT app_id FROM builds WHERE id = $1 UNION SELECT app_id FROM requests WHERE build_id = $1", build.build_id
    )
    if owner not in (None, event.app_id):
        return
    data = progress.model_dump(mode="json", include={"stage", "line", "percent", "at"})
    new = await connection.fetchval(
        "INSERT INTO log_lines (build_id, event_id, data) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id",
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
        "DELETE FROM log_lines WHERE build_id = $1 AND id < (SELECT id FROM log_lines WHERE build_id = $1"
        " ORDER BY id DESC OFFSET $2 LIMIT 1)",
        build.build_id, KEPT - 1,
    )  # fmt: skip
    await connection.execute("SELECT pg_notify($1, $2)", BUILDS, str(build.build_id))
