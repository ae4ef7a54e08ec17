"""What the projector makes of a record: an admitted event with its place in the log, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from infra.kafka_log import Seen
from infra.wire import NotAnEvent, Received, Record, decode
from schemas.artifacts import ArtifactRef
from schemas.errors import Permanent
from schemas.events import Event, Retirement

LARGEST_INTEGER = 2**31 - 1
"""What the read model's counters can hold; an outside producer may write more."""


@dataclass(frozen=True)
class Heard:
    """An event of a workspace: `said` is its typed form, `received` what stood on the wire."""

    said: Event | Retirement
    received: Received
    record: Record

    @property
    def type(self) -> str:
        return type(self.said).__name__

    @property
    def app_id(self) -> UUID:
        return self.said.build.app_id if isinstance(self.said, Event) else self.said.app_id

    @property
    def workspace_id(self) -> UUID:
        return self.said.build.workspace_id if isinstance(self.said, Event) else self.said.workspace_id

    @property
    def artifacts(self) -> Iterator[ArtifactRef]:
        """Every artifact that the event refers to."""
        yield from _references(self.received.data)


def hear(seen: Seen, *, secret: str, open_workspace: UUID | None) -> Heard | None:
    """None for what is no event of ours, or claims to be another's: its stage has a dead letter for it."""
    try:
        received = decode(seen.record.headers, seen.record.value)
        received = received.admitted(secret=secret, open_workspace=open_workspace)
        said = received.type.model_validate(received.data)
    except (NotAnEvent, Permanent, ValidationError):
        return None
    if said.topic != seen.record.topic or not 0 < len(received.id) <= 200:
        return None
    if isinstance(said, Event) and max(said.build.build_no, said.build.attempt) > LARGEST_INTEGER:
        return None
    return Heard(said, received, seen.record)


def _references(value: Any) -> Iterator[ArtifactRef]:
    if isinstance(value, dict):
        if value.keys() >= {"sha256", "size", "media_type"}:
            yield ArtifactRef.model_validate(value)
        else:
            for part in value.values():
                yield from _references(part)
