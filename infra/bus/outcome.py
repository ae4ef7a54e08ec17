"""What follows from one record: what is published for it before it is committed, if it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from infra.bus.wire import Record
from schemas.events import DEAD_LETTERS

REASON, GROUP, ORIGIN = "fusion-reason", "fusion-group", "fusion-origin"
"""Headers that a dead letter gets on top of its own: why, who could not use it, and where it stood."""


class Kind(StrEnum):
    """How a record was dealt with, in metrics and logs."""

    DONE = "done"
    REPEATED = "repeated"
    FAILED = "failed"
    CANCELLED = "cancelled"
    DEFERRED = "deferred"
    DROPPED = "dropped"
    DEAD = "dead"
    AGAIN = "again"


@dataclass(frozen=True)
class Outcome:
    """`records` are published, then the offset is committed, unless the record shall be read AGAIN.

    `pause`: a dependency is down for all, so that the subscription had better wait.
    """

    kind: Kind
    records: tuple[Record, ...] = ()
    pause: bool = False


class Process(Protocol):
    """Deal with one record. Whatever it raises is a bug: the record is not committed and the process ends."""

    async def __call__(self, record: Record) -> Outcome: ...


def dead(record: Record, reason: str, group: str) -> Outcome:
    """The record's bytes and headers, untouched, with the reason why `group` could not use them."""
    why = {
        REASON: reason[:2_000],
        GROUP: group,
        ORIGIN: f"{record.topic}/{record.partition}/{record.offset}",
    }
    headers = (*record.headers, *((name, text.encode(errors="replace")) for name, text in why.items()))
    value = b"" if record.key is None and record.value is None else record.value  # a record of nothing cannot be sent
    return Outcome(Kind.DEAD, (record._replace(topic=DEAD_LETTERS, value=value, headers=headers),))
