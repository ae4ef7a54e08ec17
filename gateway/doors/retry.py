"""Retry: the event that failed is published again, as the next attempt."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from gateway import queries
from gateway.access import Caller
from gateway.doors import asking
from gateway.doors.facts import data_of, heard
from gateway.platform import Platform
from gateway.problems import Conflict
from gateway.responses import Build, BuildState
from infra.database import Connection
from schemas.admission import DEADLINE
from schemas.events import EVENTS, AppDeployed, Carried, Event, StageFailed


async def retry(platform: Platform, caller: Caller, build_id: UUID) -> Build:
    """Raises NotFound, Conflict where the build has not failed, or where the application went on without it."""
    async with platform.database.transaction() as connection:
        build = await queries.build(connection, caller, build_id)
        app = await asking.lock_app(connection, caller, build.app_id)
        asking.refuse_retired(app)
        build = await queries.build(connection, caller, build_id)
        if build.state is not BuildState.FAILED:
            raise Conflict(f"Only a failed build can be tried again, and build {build.build_no} is {build.state}.")
        await asking.refuse_busy(connection, build.app_id)
        await _refuse_overtaken(connection, build)
        failed = (await heard(connection, build, StageFailed)).failed
        await asking.ask(connection, platform, _again(build, await _whole(connection, build, failed)), build.text)
        return await queries.build(connection, caller, build_id)


async def _refuse_overtaken(connection: Connection, build: Build) -> None:
    base = await asking.base_of(connection, build.app_id)
    deployed = base.build_no if base else 0
    if deployed != build.base_version:
        raise Conflict(f"Version {deployed} was deployed since build {build.build_no} began: ask for the change anew.")


async def _whole(connection: Connection, build: Build, failed: Carried) -> dict[str, Any]:
    """The failed event with its type. One too large to be carried is taken from what was heard."""
    return {"type": failed.type, "data": await data_of(connection, build, failed.type) or failed.data}


def _again(build: Build, whole: dict[str, Any]) -> Event:
    """The same event as the next attempt, with a deadline of its own. It has to be the build's: we shall sign it."""
    kind = EVENTS.get(whole["type"])
    if kind is None or not issubclass(kind, Event) or kind is AppDeployed or "build" not in whole["data"]:
        raise Conflict(f"A {whole['type']} cannot be sent again.")
    block = dict(whole["data"]["build"])
    block |= {"attempt": block.get("attempt", 1) + 1, "deadline": (datetime.now(UTC) + DEADLINE).isoformat()}
    event = kind.model_validate({**whole["data"], "build": block})
    if (event.build.app_id, event.build.build_id) != (build.app_id, build.id):
        raise Conflict(f"What failed is not of build {build.build_no}, and cannot be sent again.")
    return event
