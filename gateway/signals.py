"""Wake-up calls: what PostgreSQL notifies, handed to whoever waits for it in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from infra.database import Database
from schemas.errors import Unavailable

BUILDS = "fusion_builds"
"""Channel: a build's stream has grown; the payload is its id."""

OUTBOX = "fusion_outbox"
"""Channel: there is something to publish."""

log = structlog.get_logger()


class Signals:
    """A call may be lost while the database is away: whoever waits looks by itself from time to time."""

    def __init__(self, database: Database, retry: float = 1.0) -> None:
        self._database = database
        self._retry = retry
        self._waiting: dict[str, set[asyncio.Event]] = {}

    @contextmanager
    def waiting(self, topic: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever `topic` (a channel, or a build's id) is called."""
        event = asyncio.Event()
        self._waiting.setdefault(topic, set()).add(event)
        try:
            yield event
        finally:
            self._waiting[topic].discard(event)
            if not self._waiting[topic]:
                del self._waiting[topic]

    def call(self, topic: str) -> None:
        for event in self._waiting.get(topic, ()):
            event.set()

    async def run(self) -> None:
        """Listen for as long as the gateway runs."""
        while True:
            lost = asyncio.Event()
            try:
                async with (
                    self._database.listening(BUILDS, self.call, lost.set),
                    self._database.listening(OUTBOX, lambda _: self.call(OUTBOX), lost.set),
                ):
                    await lost.wait()
            except Unavailable as error:
                log.warning("no notifications", reason=str(error))
            await asyncio.sleep(self._retry)
