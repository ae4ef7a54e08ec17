"""The relay: carries the outbox to the log, in order, at least once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

import structlog

from gateway import outbox
from gateway.signals import OUTBOX, Signals
from infra.bus.wire import Record
from infra.database import Database
from schemas.errors import Unavailable

BATCH = 200
PATIENCE = 5.0
"""Seconds after which the relay looks by itself, and waits while the log or the database is away."""

log = structlog.get_logger()


class Log(Protocol):
    async def append(self, records: Sequence[Record]) -> None:
        """Append in order, acknowledged. Raises Unavailable."""
        ...


class Relay:
    def __init__(self, database: Database, log: Log, signals: Signals) -> None:
        self._database = database
        self._log = log
        self._signals = signals

    async def run(self) -> None:
        """Publish whatever is posted, for as long as the gateway runs."""
        with self._signals.waiting(OUTBOX) as posted:
            while True:
                posted.clear()
                try:
                    while await self.publish():
                        pass
                except Unavailable as error:
                    log.warning("the outbox waits", reason=str(error))
                with suppress(TimeoutError):
                    await asyncio.wait_for(posted.wait(), PATIENCE)

    async def publish(self) -> int:
        """Publish what is unsent; how many there were. A crash in between publishes some again, under the same id."""
        async with self._database.transaction() as connection:
            unsent = await outbox.claim(connection, BATCH)
            if unsent:
                await self._log.append([record for _, record in unsent])
                await outbox.settle(connection, [number for number, _ in unsent])
        return len(unsent)
