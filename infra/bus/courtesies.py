"""Courtesies to the broker: published soon, in order, or not at all, and never in anyone's way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from infra.bus.wire import Record
from schemas.errors import Unavailable

MOST = 1_000
"""Courtesies that may wait; what comes on top is dropped."""


class Courtesies:
    """Publishes what it is offered, as one task of the process."""

    def __init__(self, publish: Callable[[Sequence[Record]], Awaitable[None]]) -> None:
        self._publish = publish
        self._waiting: asyncio.Queue[Record] = asyncio.Queue(MOST)

    def offer(self, record: Record) -> None:
        """Take the record if there is room."""
        if not self._waiting.full():
            self._waiting.put_nowait(record)

    async def run(self) -> None:
        """Publish what was offered, for ever."""
        while True:
            batch = [await self._waiting.get()]
            while not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            try:
                await self._publish(batch)
            except Unavailable:
                continue  # lost, as courtesies may be
