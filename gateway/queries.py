"""Questions to the database: applications and builds as their callers may see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from gateway.access import Caller
from gateway.problems import NotFound, Refused
from gateway.responses import ENDED, Application, AppState, Build
from gateway.views import build_view
from infra.database import Connection, Row


async def builds(connection: Connection, ids: Sequence[UUID]) -> list[Build]:
    """The builds of these ids, in this order; unknown ones are left out."""
    rows = {row["id"]: row for row in await connection.fetch("SELECT * FROM builds WHERE id = ANY($1)", ids)}
    asked = await connection.fetch("SELECT * FROM requests WHERE build_id = ANY($1) ORDER BY attempt", ids)
    requests = {row["build_id"]: row for row in asked}
    runs = _grouped(await connection.fetch("SELECT * FROM stage_runs WHERE build_id = ANY($1)", ids))
    made = _grouped(await connection.fetch("SELECT * FROM decisions WHERE build_id = ANY($1)", ids))
    return [
        build_view(rows.get(number), requests.get(number), runs.get(number, []), made.get(number, []))
        for number in ids
        if number in rows or number in requests
    ]


def _grouped(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    groups: dict[UUID, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["build_id"], []).append(row)
    return groups


async def build(connection: Connection, caller: Caller, build_id: UUID) -> Build:
    """Raises NotFound, also for a build that the caller may not see."""
    found = await builds(connection, [build_id])
    if not found:
        raise NotFound("build")
    await app_row(connection, caller, found[0].app_id, "build")
    return found[0]


async def app_row(connection: Connection, caller: Caller, app_id: UUID, what: str = "application") -> Row:
    """Raises NotFound, also for an application that the caller may not see."""
    row = await connection.fetchrow("SELECT * FROM apps WHERE id = $1", app_id)
    if row is None or not caller.sees(row["workspace_id"]):
        raise NotFound(what)
    return row


async def apps_builds(connection: Connection, app_id: UUID, limit: int, below: int | None = None) -> list[Build]:
    """The application's latest builds, of numbers below `below`."""
    rows = await connection.fetch(
        "SELECT id FROM (SELECT id, build_no FROM builds WHERE app_id = $1"
        " UNION SELECT build_id, build_no FROM requests WHERE app_id = $1) AS every"
        " WHERE $3::int IS NULL OR build_no < $3 ORDER BY build_no DESC, id LIMIT $2",
        app_id, limit, below,
    )  # fmt: skip
    return await builds(connection, [row["id"] for row in rows])


async def in_flight(connection: Connection, app_id: UUID) -> list[Build]:
    """The application's builds that have not ended, latest first."""
    return [found for found in await apps_builds(connection, app_id, 50) if found.state not in ENDED]


async def deployed(connection: Connection, app_id: UUID) -> Row | None:
    """The deployment of the highest number: the application's current version."""
    return await connection.fetchrow(
        "SELECT * FROM deployments WHERE app_id = $1 ORDER BY build_no DESC LIMIT 1", app_id
    )


async def applications(connection: Connection, rows: Sequence[Row]) -> list[Application]:
    """Rows of `apps` as callers see them."""
    ids = [row["id"] for row in rows]
    latest = await connection.fetch(
        "SELECT DISTINCT ON (app_id) app_id, id FROM (SELECT app_id, id, build_no FROM builds WHERE app_id = ANY($1)"
        " UNION SELECT app_id, build_id, build_no FROM requests WHERE app_id = ANY($1)) AS every"
        " ORDER BY app_id, build_no DESC",
        ids,
    )
    newest = {found.app_id: found for found in await builds(connection, [row["id"] for row in latest])}
    there = await connection.fetch(
        "SELECT DISTINCT ON (app_id) app_id, build_no, url FROM deployments WHERE app_id = ANY($1)"
        " ORDER BY app_id, build_no DESC",
        ids,
    )
    running = {row["app_id"]: row for row in there}
    return [_application(row, newest.get(row["id"]), running.get(row["id"])) for row in rows]


def _application(row: Row, latest: Build | None, running: Row | None) -> Application:
    state = _state(row, latest, running)
    return Application(
        id=row["id"],
        workspace_id=row["workspace_id"],
        key=row["key"],
        label=row["label"],
        url=running["url"] if running and state is not AppState.RETIRED else None,
        state=state,
        build_no=max(row["build_no"], latest.build_no if latest else 0),
        version=running["build_no"] if running else 0,
        created_at=row["created_at"],
        latest_build=latest,
    )


def _state(row: Row, latest: Build | None, running: Row | None) -> AppState:
    if row["retired_at"]:
        return AppState.RETIRED
    if row["retirement_requested_at"]:
        return AppState.RETIRING
    if running:
        return AppState.LIVE
    if latest is None:
        return AppState.NEW
    return AppState.FAILED if latest.state in ENDED else AppState.BUILDING


async def application(connection: Connection, caller: Caller, app_id: UUID) -> Application:
    row = await app_row(connection, caller, app_id)
    return (await applications(connection, [row]))[0]


async def visible_apps(connection: Connection, caller: Caller, limit: int, before: str | None) -> list[Row]:
    """The caller's applications, latest first, after the one that the cursor names."""
    at, last = read_cursor(before)
    return list(
        await connection.fetch(
            "SELECT * FROM apps WHERE ($1 OR workspace_id = $2)"
            " AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))"
            " ORDER BY created_at DESC, id DESC LIMIT $5",
            caller.operator, caller.workspace_id, at, last, limit,
        )
    )  # fmt: skip


def cursor(at: datetime, last: Any) -> str:
    """Where the next page begins."""
    return f"{at.isoformat()}_{last}"


def read_cursor(text: str | None) -> tuple[datetime | None, UUID | None]:
    """Raises Refused for what is no cursor of ours."""
    if text is None:
        return None, None
    try:
        at, _, last = text.partition("_")
        return datetime.fromisoformat(at).astimezone(UTC), UUID(last)
    except (ValueError, OverflowError):
        raise Refused(422, "`cursor` must be the `next` of an earlier page.") from None
