"""One event of a build at its handler: run it once, keep what came of it, and say it as often as need be."""

from __future__ import annotations

import asyncio
import errno
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from infra.bus.ends import claim_end, ended_by
from infra.bus.handlers import Handler, report, reporter
from infra.bus.outcome import Kind, Outcome
from infra.bus.results import keep, kept, step
from infra.bus.surroundings import STARTS, Surroundings
from infra.bus.wire import Received, Record, encode, explained
from schemas.errors import Permanent, Superseded, Temporary, Unavailable
from schemas.events import (
    ENDS,
    Build,
    BuildCancelled,
    BuildDeferred,
    CancelReason,
    Event,
    Progress,
    StageFailed,
    expired,
)

KINDS = {StageFailed: Kind.FAILED, BuildCancelled: Kind.CANCELLED}

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})

LARGEST = 900_000
"""Bytes that a published event may have: a broker takes one megabyte, headers included."""


@dataclass(frozen=True)
class Attempt:
    """`refusal` says why the event was not admitted; the attempt then fails with it."""

    handler: Handler
    around: Surroundings
    received: Received
    build: Build
    refusal: str | None = None

    @property
    def context(self) -> dict[str, Any]:
        """Whose log lines these are."""
        build = self.build
        return {
            "stage": self.handler.name,
            "app_id": str(build.app_id),
            "build_id": str(build.build_id),
            "attempt": build.attempt,
        }

    async def outcome(self) -> Outcome:
        """What to publish. Bears with a Temporary for a while, then defers the event."""
        pauses = self.around.patience.pauses()
        while True:
            try:
                return await self._outcome()
            except Temporary as error:
                pause = next(pauses, None)
                if pause is None:
                    return self._deferred(error)
                await self._report(f"{error} Trying again.", None)
                await asyncio.sleep(pause)

    async def _outcome(self) -> Outcome:
        if not await self._wanted():
            return Outcome(Kind.DROPPED)
        artifacts, stage = self.around.artifacts, self.handler.stage
        event, kind = await kept(artifacts, self.build, stage), Kind.REPEATED
        if event is None:
            event = await keep(artifacts, self.build, stage, await self._made())
            kind = KINDS.get(type(event), Kind.DONE)
        if isinstance(event, ENDS) and not await claim_end(artifacts, self.build, stage):
            return Outcome(Kind.DROPPED)
        return Outcome(kind, (self._encoded(event),))

    async def _wanted(self) -> bool:
        """Whether the attempt is still open for this stage. A final one claims the end before anything else."""
        if self.handler.final:
            return await claim_end(self.around.artifacts, self.build, self.handler.stage)
        return await ended_by(self.around.artifacts, self.build) in (None, self.handler.stage)

    async def _made(self) -> Event:
        """The stage's answer, or its failure."""
        if self.refusal is not None:
            return self._failed(self.refusal)
        if expired(self.build, datetime.now(UTC)):
            return self._failed("The build's deadline has passed: start it again.", retryable=True)
        try:
            event = self.received.type.model_validate(self.received.data)
        except ValidationError as error:
            return self._failed(explained(error))
        if not await self.around.may_start(f"{step(self.build, self.handler.stage)}/{self.received.deferrals}"):
            return self._failed(f"Fusion itself failed {STARTS} times in this stage.", retryable=True)
        return await self._run(event)

    async def _run(self, event: Any) -> Event:
        token = reporter.set(self._report)
        try:
            async with asyncio.timeout(self.handler.limit.total_seconds()) as limit:
                await report("started", 0)
                result = await self.handler.run(event)
        except TimeoutError:
            if not limit.expired():
                raise
            return self._failed(f"This stage took longer than {self.handler.limit}.", retryable=True)
        except Permanent as error:
            return self._failed(str(error))
        except Superseded as error:
            return BuildCancelled(
                build=self.build, stage=self.handler.stage, reason=CancelReason.SUPERSEDED, detail=str(error)
            )
        except OSError as error:
            if error.errno not in FULL:
                raise
            raise Unavailable("A disk of this machine is full: free some space.") from error
        finally:
            reporter.reset(token)
        if not isinstance(result, Event):
            raise TypeError(f"{self.handler.name} returned {type(result).__name__}, not an event")
        if (size := len(result.model_dump_json())) > LARGEST:
            return self._failed(f"The application is too large: its {type(result).__name__} has {size} bytes.")
        return result

    def _failed(self, reason: str, *, retryable: bool = False) -> StageFailed:
        return StageFailed(
            build=self.build,
            stage=self.handler.stage,
            reason=reason[:10_000],
            retryable=retryable,
            failed=self.received.carried,
        )

    def _deferred(self, error: Temporary) -> Outcome:
        count = self.received.deferrals + 1
        not_before = datetime.now(UTC) + self.around.patience.deferral(count)
        deferred = BuildDeferred(
            build=self.build,
            stage=self.handler.stage,
            reason=str(error)[:10_000],
            not_before=min(not_before, self.build.deadline or not_before),
            count=count,
            event=self.received.carried,
        )
        return Outcome(Kind.DEFERRED, (self._encoded(deferred, count),), pause=isinstance(error, Unavailable))

    async def _report(self, line: str, percent: int | None) -> None:
        stage, at = self.handler.stage, datetime.now(UTC)
        progress = Progress(build=self.build, stage=stage, line=line[:2_000], percent=percent, at=at)
        self.around.offer(self._encoded(progress, time.time_ns()))

    def _encoded(self, event: Event, count: int = 0) -> Record:
        return encode(
            event,
            source=self.handler.source,
            secret=self.around.secret,
            count=count,
            traceparent=self.received.traceparent,
        )
