"""What the projector makes of a record: an admitted event with its place in the log, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from infra.bus.log import Seen
from infra.bus.wire import EARLIEST, LATEST, NotAnEvent, Received, Record, decode
from schemas.artifacts import ArtifactRef
from schemas.errors import Permanent
from schemas.events import EVENTS, BuildDeferred, Event, Retirement

LARGEST_INTEGER = 2**31 - 1
"""What the read model's counters can hold; an outside producer may write more."""

LONGEST_ID = 200


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
        received = replace(received, data=_storable(received.data), source=_storable(received.source))
        said = received.type.model_validate(received.data)
        if isinstance(said, BuildDeferred) and not _is_of_its_build(said):
            return None
    except (NotAnEvent, Permanent, ValidationError):
        return None
    if said.topic != seen.record.topic or not 0 < len(received.id) <= LONGEST_ID or "\0" in received.id:
        return None
    if max(_numbers(said)) > LARGEST_INTEGER or not all(EARLIEST < at < LATEST for at in _times(received, said)):
        return None
    return Heard(said, received, seen.record)


def _is_of_its_build(deferred: BuildDeferred) -> bool:
    """Whether what waits is of the build that waits, for the gateway will sign it. Raises ValidationError."""
    kind = EVENTS.get(deferred.event.type)
    if kind is None or not issubclass(kind, Event):
        return False
    own, waiting = deferred.build, kind.model_validate(deferred.event.data).build
    return (waiting.app_id, waiting.workspace_id, waiting.build_id) == (own.app_id, own.workspace_id, own.build_id)


def _numbers(said: Event | Retirement) -> Iterator[int]:
    yield 0
    if isinstance(said, Event):
        yield said.build.build_no
        yield said.build.attempt
        yield said.build.base.build_no if said.build.base else 0
    if isinstance(said, BuildDeferred):
        yield said.count


def _times(received: Received, said: Event | Retirement) -> Iterator[datetime]:
    yield received.at
    if isinstance(said, BuildDeferred):
        yield said.not_before


def _storable(value: Any) -> Any:
    """The same without NUL characters, of which PostgreSQL knows nothing."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {_storable(name): _storable(part) for name, part in value.items()}
    return [_storable(part) for part in value] if isinstance(value, list) else value


def _references(value: Any) -> Iterator[ArtifactRef]:
    if isinstance(value, dict):
        if value.keys() >= {"sha256", "size", "media_type"}:
            yield from _reference(value)
        else:
            for part in value.values():
                yield from _references(part)


def _reference(value: dict[str, Any]) -> Iterator[ArtifactRef]:
    """None where it only looks like one, as in an event that failed for it."""
    with suppress(ValidationError):
        yield ArtifactRef.model_validate(value)
