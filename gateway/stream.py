"""A build's stream: its log lines and itself, whenever one of them is new, until its end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import UUID

from sse_starlette import ServerSentEvent

from gateway import queries
from gateway.platform import Platform
from gateway.responses import ENDED, LogLine

PATIENCE = 5.0
"""Seconds after which a stream looks by itself."""

LONGEST_ID = 18
"""Digits that a line's number may have: more are none of ours, and more than the database can compare."""


async def stream(platform: Platform, build_id: UUID, last_event_id: str | None) -> AsyncIterator[ServerSentEvent]:
    """Begins with the lines after `last_event_id` and the build as it is; ends once the build has."""
    last, shown = _position(last_event_id), ""
    with platform.signals.waiting(str(build_id)) as called:
        while True:
            called.clear()
            async with platform.database.connection() as connection:
                build = (await queries.builds(connection, [build_id]))[0]
                lines = await connection.fetch(
                    "SELECT id, data FROM log_lines WHERE build_id = $1 AND id > $2 ORDER BY id", build_id, last
                )
            for line in lines:
                last = line["id"]
                yield ServerSentEvent(LogLine(**line["data"]).model_dump_json(), event="log", id=str(last))
            if (now := build.model_dump_json()) != shown:
                shown = now
                yield ServerSentEvent(now, event="build", id=str(last))
            if build.state in ENDED:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(called.wait(), PATIENCE)


def _position(last_event_id: str | None) -> int:
    """The number of the last line that was seen; 0, the beginning, for what is no id of ours."""
    text = last_event_id or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID else 0
