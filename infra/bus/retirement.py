"""The retirement of an application at one stage: it has no build and no deadline, so it is tried until it works."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from infra.bus.handlers import Handler
from infra.bus.outcome import Kind, Outcome, dead
from infra.bus.surroundings import STARTS, Surroundings
from infra.bus.wire import Record, encode
from schemas.errors import Permanent, Temporary
from schemas.events import AppRetirementRequested


@dataclass(frozen=True)
class Removal:
    """One request at one stage."""

    handler: Handler
    around: Surroundings
    record: Record
    event: AppRetirementRequested
    traceparent: str | None

    @property
    def context(self) -> dict[str, Any]:
        """Whose log lines these are."""
        return {"stage": self.handler.name, "app_id": str(self.event.app_id), "request_id": str(self.event.request_id)}

    async def outcome(self) -> Outcome:
        """What to publish. Bears with a Temporary for a while, then wants the record to be read again."""
        for pause in self.around.patience.pauses():
            try:
                return await self._outcome()
            except Permanent as error:
                return dead(self.record, str(error), self.handler.group)
            except (Temporary, TimeoutError):
                await asyncio.sleep(pause)
        return Outcome(Kind.AGAIN)

    async def _outcome(self) -> Outcome:
        if not await self.around.may_start(f"{self.event.request_id}/{self.handler.stage}"):
            raise Permanent(f"Fusion itself failed {STARTS} times.")
        async with asyncio.timeout(self.handler.limit.total_seconds()):
            result = await self.handler.run(self.event)
        if result is None:
            return Outcome(Kind.DONE)
        said = encode(result, source=self.handler.source, secret=self.around.secret, traceparent=self.traceparent)
        return Outcome(Kind.DONE, (said,))
