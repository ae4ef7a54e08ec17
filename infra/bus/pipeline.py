"""From a record to its outcome, whatever the broker: decode, admit, hand on to the attempt, count and log."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from pydantic import ValidationError

from infra import logs
from infra.bus import metrics
from infra.bus.attempt import Attempt
from infra.bus.handlers import Handler
from infra.bus.outcome import Outcome, dead
from infra.bus.retirement import Removal
from infra.bus.surroundings import Surroundings
from infra.bus.tracing import trace_id
from infra.bus.wire import NotAnEvent, Received, Record, decode, explained
from schemas.errors import Permanent
from schemas.events import AppRetirementRequested, Build, Event

log = structlog.get_logger()


@dataclass(frozen=True)
class Pipeline:
    """Deals with the records of one handler's topic. What it raises is a bug: then end the process."""

    handler: Handler
    around: Surroundings

    async def process(self, record: Record) -> Outcome:
        """What follows from the record."""
        name = self.handler.name
        with metrics.SECONDS.labels(name).time(), metrics.IN_FLIGHT.labels(name).track_inprogress():
            try:
                received, refusal = self._admit(decode(record.headers, record.value))
                step = self._step(record, received, refusal)
            except (NotAnEvent, Permanent) as error:
                outcome = dead(record, str(error), self.handler.group)
                log.warning("dead letter", stage=name, partition=record.partition, offset=record.offset)
                metrics.EVENTS.labels(name, "none", outcome.kind).inc()
                return outcome
            with logs.bound(**step.context, trace=trace_id(received.traceparent)):
                outcome = await step.outcome()
                log.info(outcome.kind, type=received.type.__name__)
            metrics.EVENTS.labels(name, received.type.__name__, outcome.kind).inc()
            return outcome

    def _admit(self, received: Received) -> tuple[Received, str | None]:
        """The event as it is admitted; or as one of the open workspace, with the reason why it is refused.

        Who signs nothing is known as the open workspace, so its failures are shown there, and nowhere else.
        """
        if received.type not in self.handler.inputs:
            raise NotAnEvent(f"{self.handler.name} does not consume {received.type.__name__}")
        try:
            return received.admitted(secret=self.around.secret, open_workspace=self.around.open_workspace), None
        except Permanent as refusal:
            of_a_build = issubclass(received.type, Event)
            if received.signed is not None or self.around.open_workspace is None or not of_a_build:
                raise
            mine = received.disowned().admitted(secret=self.around.secret, open_workspace=self.around.open_workspace)
            return mine, str(refusal)

    def _step(self, record: Record, received: Received, refusal: str | None) -> Attempt | Removal:
        try:
            if received.type is AppRetirementRequested:
                request = AppRetirementRequested.model_validate(received.data)
                return Removal(self.handler, self.around, record, request, received.traceparent)
            build = Build.model_validate(received.data["build"])
        except ValidationError as error:
            raise NotAnEvent(explained(error)) from None
        return Attempt(self.handler, self.around, received, build, refusal)
