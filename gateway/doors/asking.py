"""What doors have in common: a build is asked for in one transaction, that writes request and outbox together."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from gateway import outbox, queries
from gateway.access import Caller
from gateway.doors.drafts import Draft
from gateway.platform import Platform
from gateway.problems import Conflict
from infra.database import Connection, Row
from schemas.admission import DEADLINE
from schemas.events import AppDeployed, AppRequested, Base, Build, BuildKind, ChangeRequested, Event, SchemaDesigned
from schemas.spec import Targets


async def lock_app(connection: Connection, caller: Caller, app_id: UUID) -> Row:
    """The application's row; whoever else asks for a build of it waits until the transaction ends."""
    await queries.app_row(connection, caller, app_id)
    row = await connection.fetchrow("SELECT * FROM apps WHERE id = $1 FOR UPDATE", app_id)
    assert row is not None  # noqa: S101  # rows of apps are never deleted
    return row


def refuse_retired(app: Row) -> None:
    if app["retirement_requested_at"] or app["retired_at"]:
        raise Conflict("This application has been retired: create a new one.")


async def refuse_busy(connection: Connection, app_id: UUID) -> None:
    """Two builds upon one base would overwrite each other, so the first has to end before the next begins."""
    for other in await queries.in_flight(connection, app_id):
        raise Conflict(f"Build {other.build_no} of this application is still {other.state}: "
                       f"wait for its end, or cancel it ({other.id}).")  # fmt: skip


async def base_of(connection: Connection, app_id: UUID) -> Base | None:
    """The version that is deployed now."""
    row = await queries.deployed(connection, app_id)
    return version_of(AppDeployed.model_validate(row["data"])) if row else None


def version_of(event: AppDeployed) -> Base:
    """The version that was deployed then."""
    return Base(build_id=event.build.build_id, build_no=event.build.build_no, spec=event.spec,
                backend_tree=event.backend_tree, image=event.image)  # fmt: skip


def refuse_stale(base: Base | None, version: int) -> None:
    deployed = base.build_no if base else 0
    if deployed != version:
        there = f"Version {deployed} is deployed" if deployed else "Nothing is deployed yet"
        raise Conflict(f"{there}, but the change was made for version {version}: look at it again, then send it anew.")


async def next_build(
    connection: Connection, app: Row, caller: Caller, build_id: UUID, *,
    base: Base | None, targets: Targets, review: bool, kind: BuildKind | None = None,
) -> Build:  # fmt: skip
    """The block of the application's next build; its number rises by one. The application must be locked."""
    build_no = await connection.fetchval(
        "UPDATE apps SET build_no = 1 + greatest(build_no, (SELECT max(build_no) FROM builds WHERE app_id = $1))"
        " WHERE id = $1 RETURNING build_no",
        app["id"],
    )
    return Build(
        app_id=app["id"],
        app_key=app["key"],
        workspace_id=app["workspace_id"],
        requested_by=caller.name,
        build_id=build_id,
        build_no=build_no,
        kind=kind or (BuildKind.CHANGE if base else BuildKind.CREATE),
        targets=targets,
        review=review,
        deadline=datetime.now(UTC) + DEADLINE,
        base=base,
    )


def opening(build: Build, text: str | None, draft: Draft | None) -> Event:
    """The event that starts the build: text enters at the prompt stage, a spec at the backend stage."""
    if draft is not None:
        return SchemaDesigned(build=build, spec=draft.ref)
    if text is None:
        raise ValueError("a build is asked for by a text or by a draft")
    return ChangeRequested(build=build, text=text) if build.base else AppRequested(build=build, text=text)


async def ask(connection: Connection, platform: Platform, event: Event, text: str | None) -> None:
    """Note what is asked for and post the event that starts it, in the caller's transaction."""
    build = event.build
    await connection.execute(
        "INSERT INTO requests (build_id, attempt, app_id, build_no, kind, text, review, targets, base_version,"
        " requested_by, created_at, type, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        build.build_id, build.attempt, build.app_id, build.build_no, build.kind, text, build.review,
        build.targets.model_dump(mode="json"), build.base.build_no if build.base else 0, build.requested_by,
        datetime.now(UTC), type(event).__name__, event.model_dump(mode="json"),
    )  # fmt: skip
    await outbox.post(connection, platform.encode(event))
