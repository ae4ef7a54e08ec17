"""What was heard of a build, as the events themselves."""

from __future__ import annotations

from typing import TypeVar

from gateway.problems import Conflict
from gateway.responses import Build
from infra.database import Connection
from schemas.events import Event

Said = TypeVar("Said", bound=Event)


async def last_event(connection: Connection, build: Build, kind: type[Said]) -> Said:
    """The event of that kind in the build's latest attempt. Raises Conflict where there is none."""
    row = await connection.fetchrow(
        "SELECT data FROM events WHERE build_id = $1 AND app_id = $2 AND attempt = $3 AND type = $4"
        " ORDER BY at LIMIT 1",
        build.id, build.app_id, build.attempt, kind.__name__,
    )  # fmt: skip
    if row is None:
        raise Conflict(f"Build {build.build_no} has no {kind.__name__}.")
    return kind.model_validate(row["data"])
