"""What operators ask: builds by state, stages in figures, failures, dead letters, sending again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from gateway import outbox, queries
from gateway.platform import Platform
from gateway.problems import NotFound
from gateway.responses import BuildState
from gateway.responses_ops import DeadLetter, OpsBuild, OpsFailure, Overview, StageOverview
from infra.bus.handlers import group_of
from infra.bus.wire import Record
from infra.database import Connection, Row
from schemas.events import Stage

PREVIEW = 300
"""How many characters of a dead letter are shown."""

_STAGES = """
    SELECT stage,
        count(*) FILTER (WHERE state = 'done') AS finished,
        count(*) FILTER (WHERE state = 'failed') AS failed,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - started_at))
            FILTER (WHERE state = 'done') AS p50,
        percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - started_at))
            FILTER (WHERE state = 'done') AS p95
    FROM stage_runs WHERE finished_at >= $1 GROUP BY stage"""

_STATES = """
    SELECT state, stage, count(*) AS builds FROM builds WHERE finished_at IS NULL OR finished_at >= $1
    GROUP BY state, stage"""


async def overview(platform: Platform, hours: int) -> Overview:
    since = datetime.now(UTC) - timedelta(hours=hours)
    groups = await platform.lags.groups()
    async with platform.database.connection() as connection:
        states = await connection.fetch(_STATES, since)
        figures = {row["stage"]: row for row in await connection.fetch(_STAGES, since)}
        waiting = await connection.fetchrow(
            "SELECT (SELECT count(*) FROM outbox WHERE sent_at IS NULL) AS outbox,"
            " (SELECT count(*) FROM deferred WHERE sent_at IS NULL) AS deferred,"
            " (SELECT count(*) FROM dead_letters WHERE replayed_at IS NULL) AS dead_letters"
        )
    lag = {group.group: group.lag for group in groups}
    return Overview(
        since=since,
        builds={state: sum(row["builds"] for row in states if row["state"] == state) for state in BuildState},
        stages=[_stage(stage, states, figures.get(stage), lag.get(group_of(stage))) for stage in Stage],
        groups=groups,
        **dict(waiting or {}),
    )


def _stage(stage: Stage, states: list[Row], row: Row | None, lag: int | None) -> StageOverview:
    at_work = (BuildState.QUEUED, BuildState.RUNNING, BuildState.DEFERRED)
    return StageOverview(
        stage=stage,
        in_flight=sum(found["builds"] for found in states if found["stage"] == stage and found["state"] in at_work),
        finished=row["finished"] if row else 0,
        failed=row["failed"] if row else 0,
        p50_seconds=_rounded(row["p50"]) if row else None,
        p95_seconds=_rounded(row["p95"]) if row else None,
        lag=lag,
    )


def _rounded(seconds: Any) -> float | None:
    return None if seconds is None else round(float(seconds), 3)


async def all_builds(connection: Connection, state: BuildState | None, stage: Stage | None, limit: int,
                     before: str | None) -> list[OpsBuild]:  # fmt: skip
    """Builds of every workspace, latest first."""
    at, last = queries.read_cursor(before)
    rows = await connection.fetch(
        "SELECT builds.id, apps.key, apps.label, coalesce(workspaces.name, '') AS workspace FROM builds"
        " JOIN apps ON apps.id = builds.app_id LEFT JOIN workspaces ON workspaces.id = apps.workspace_id"
        " WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR stage = $2)"
        " AND ($3::timestamptz IS NULL OR (builds.created_at, builds.id) < ($3, $4::uuid))"
        " ORDER BY builds.created_at DESC, builds.id DESC LIMIT $5",
        state, stage, at, last, limit,
    )  # fmt: skip
    builds = await queries.builds(connection, [row["id"] for row in rows])
    return [
        OpsBuild(build=build, app_key=row["key"], app_label=row["label"], workspace=row["workspace"])
        for build, row in zip(builds, rows, strict=True)
    ]


async def failures(connection: Connection, limit: int, before: str | None) -> list[OpsFailure]:
    """Failures of every workspace, latest first."""
    at, last = queries.read_cursor(before)
    rows = await connection.fetch(
        "SELECT events.at, events.build_id, events.attempt, events.app_id, events.data, apps.label,"
        " coalesce(workspaces.name, '') AS workspace, builds.attempt > events.attempt OR EXISTS (SELECT FROM requests"
        " WHERE requests.build_id = events.build_id AND requests.attempt > events.attempt) AS replayed"
        " FROM events JOIN apps ON apps.id = events.app_id JOIN builds ON builds.id = events.build_id"
        " LEFT JOIN workspaces ON workspaces.id = apps.workspace_id WHERE type = 'StageFailed'"
        " AND ($1::timestamptz IS NULL OR (events.at, events.build_id) < ($1, $2::uuid))"
        " ORDER BY events.at DESC, events.build_id DESC LIMIT $3",
        at, last, limit,
    )  # fmt: skip
    return [_failure(row) for row in rows]


def _failure(row: Row) -> OpsFailure:
    return OpsFailure(
        build_id=row["build_id"],
        build_no=row["data"]["build"]["build_no"],
        attempt=row["attempt"],
        app_id=row["app_id"],
        app_label=row["label"],
        workspace=row["workspace"],
        stage=row["data"]["stage"],
        reason=row["data"]["reason"],
        retryable=bool(row["data"].get("retryable", False)),
        at=row["at"],
        replayed=row["replayed"],
    )


async def dead_letters(connection: Connection, limit: int, below: int | None) -> list[DeadLetter]:
    rows = await connection.fetch(
        "SELECT * FROM dead_letters WHERE $1::bigint IS NULL OR id < $1 ORDER BY id DESC LIMIT $2", below, limit
    )
    return [_letter(row) for row in rows]


def _letter(row: Row) -> DeadLetter:
    value: bytes = row["value"] or b""
    headers = zip(row["header_names"], row["header_values"], strict=True)
    return DeadLetter(
        id=row["id"],
        topic=row["topic"],
        partition=row["origin_partition"],
        offset=row["origin_offset"],
        reason=row["reason"],
        preview=value[: PREVIEW * 4].decode(errors="replace")[:PREVIEW],
        size=len(value),
        headers={name: text.decode(errors="replace")[:PREVIEW] for name, text in headers},
        at=row["at"],
        replayed_at=row["replayed_at"],
    )


async def replay_letter(connection: Connection, letter_id: int) -> DeadLetter:
    """Send the letter's bytes once more where they stood. Raises NotFound."""
    row = await connection.fetchrow(
        "UPDATE dead_letters SET replayed_at = now() WHERE id = $1 AND topic <> '' RETURNING *", letter_id
    )
    if row is None:
        raise NotFound("dead letter")
    headers = tuple(zip(row["header_names"], row["header_values"], strict=True))
    await outbox.post(connection, Record(row["topic"], row["key"], row["value"], headers))
    return _letter(row)
