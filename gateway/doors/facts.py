"""What was heard of a build, as the events themselves."""

from __future__ import annotations

from typing import Any, TypeVar

from gateway.problems import Conflict
from gateway.responses import Build
from infra.database import Connection
from schemas.events import Event

Said = TypeVar("Said", bound=Event)


async def heard(connection: Connection, build: Build, kind: type[Said]) -> Said:
    """The event of that kind in the build's latest attempt. Raises Conflict where there is none."""
    data = await data_of(connection, build, kind.__name__)
    if data is None:
        raise Conflict(f"Build {build.build_no} has no {kind.__name__}.")
    return kind.model_validate(data)


async def data_of(connection: Connection, build: Build, kind: str) -> dict[str, Any] | None:
    """What the event of that type says in the build's latest attempt, where there is one."""
    data: dict[str, Any] | None = await connection.fetchval(
        "SELECT data FROM events WHERE build_id = $1 AND app_id = $2 AND attempt = $3 AND type = $4"
        " ORDER BY at LIMIT 1",
        build.id, build.app_id, build.attempt, kind,
    )  # fmt: skip
    return data
