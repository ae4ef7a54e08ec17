"""How many records each consumer group has still to read, asked of the broker at most every other second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection
from typing import Protocol

from gateway.responses_ops import GroupLag
from infra.bus.handlers import group_of, retirement_group_of
from infra.bus.log import Offsets
from schemas.errors import Unavailable
from schemas.events import INPUT, TOPICS, AppRetirementRequested, Stage

PROJECTOR = "fusion.projector"
"""The projector's own group."""

FRESH = 2.0
"""Seconds for which an answer is used again."""

READERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((group_of(stage), (topic,)) for stage, topic in INPUT.items()),
    *((retirement_group_of(stage), (AppRetirementRequested.topic,)) for stage in (Stage.IMAGE, Stage.DEPLOY)),
)
"""The stages' consumer groups, and the topics they read."""


class Positions(Protocol):
    """Where topics begin and end, and how far groups are. Each raises Unavailable."""

    async def ends(self, topics: Collection[str]) -> Offsets: ...

    async def beginnings(self, topics: Collection[str]) -> Offsets: ...

    async def committed(self, group: str) -> Offsets: ...


class Lags:
    def __init__(self, offsets: Positions, projector: str = PROJECTOR) -> None:
        self._offsets = offsets
        self._readers = (*READERS, (projector, TOPICS))
        self._asked = float("-inf")
        self._groups: list[GroupLag] = []
        self._turn = asyncio.Lock()

    async def groups(self) -> list[GroupLag]:
        """While the broker is away, no lag is known."""
        async with self._turn:
            if time.monotonic() - self._asked > FRESH:
                try:
                    self._groups = await self._ask()
                except Unavailable:
                    self._groups = [_lag(group, topics, {}, {}, {}) for group, topics in self._readers]
                self._asked = time.monotonic()
            return self._groups

    async def _ask(self) -> list[GroupLag]:
        first, ends = await self._offsets.beginnings(TOPICS), await self._offsets.ends(TOPICS)
        return [
            _lag(group, topics, first, ends, await self._offsets.committed(group)) for group, topics in self._readers
        ]


def _lag(group: str, topics: tuple[str, ...], first: Offsets, ends: Offsets, committed: Offsets) -> GroupLag:
    """A partition that the group has never committed is to be read from its beginning."""
    mine = {place: end for place, end in ends.items() if place[0] in topics}
    lag = sum(max(0, end - max(committed.get(place, 0), first.get(place, 0))) for place, end in mine.items())
    return GroupLag(group=group, topic=topics[0] if len(topics) == 1 else "all", lag=lag if mine else None)
