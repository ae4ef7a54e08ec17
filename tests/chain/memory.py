"""A broker in memory: the handlers run in the very pipeline that Kafka's records go through, one record at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from infra.artifacts.store import Artifacts
from infra.bus.handlers import Handler
from infra.bus.outcome import Kind
from infra.bus.patience import Patience
from infra.bus.pipeline import Pipeline
from infra.bus.surroundings import Surroundings
from infra.bus.wire import NotAnEvent, Record, Said, decode, encode

SECRET = "a secret of the tests"

IMPATIENT = Patience(window=0.02, first=0.005)
"""Defers what does not work at once."""


@dataclass
class MemoryBroker:
    """`topics` holds all that was ever published; courtesies stand among it."""

    artifacts: Artifacts
    open_workspace: UUID | None = None
    patience: Patience = IMPATIENT
    topics: dict[str, list[Record]] = field(default_factory=dict)
    kinds: list[Kind] = field(default_factory=list)
    _pipelines: list[Pipeline] = field(default_factory=list)
    _waiting: deque[tuple[Pipeline, Record]] = field(default_factory=deque)

    def join(self, handlers: Iterable[Handler]) -> None:
        """Let the handlers consume what is published from now on."""
        around = Surroundings(self.artifacts, SECRET, self.publish, self.open_workspace, self.patience)
        self._pipelines += [Pipeline(handler, around) for handler in handlers]

    def publish(self, record: Record) -> None:
        """Append the record to its topic, for every handler of that topic."""
        log = self.topics.setdefault(record.topic, [])
        log.append(record._replace(partition=0, offset=len(log)))
        self._waiting.extend((one, log[-1]) for one in self._pipelines if one.handler.topic == record.topic)

    def say(self, event: Said, *, deferrals: int = 0) -> None:
        """Publish the event as the gateway would."""
        self.publish(encode(event, source="fusion/gateway", secret=SECRET, deferrals=deferrals))

    async def run(self) -> None:
        """Deal with all that waits, and with what follows from it, until nothing is left to do."""
        while self._waiting:
            pipeline, record = self._waiting.popleft()
            outcome = await pipeline.process(record)
            self.kinds.append(outcome.kind)
            for following in outcome.records:
                self.publish(following)

    def said(self, *types: type[Said]) -> list[Said]:
        """Every event of the types, in the order in which their topics were first spoken to."""
        return [event for log in self.topics.values() for record in log if isinstance(event := _event(record), types)]


def _event(record: Record) -> Said | None:
    try:
        received = decode(record.headers, record.value)
    except NotAnEvent:
        return None
    return received.type.model_validate(received.data)
