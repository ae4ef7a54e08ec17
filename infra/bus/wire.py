"""Events on the wire: CloudEvents 1.0 in binary mode, signed for their workspace, with a W3C trace."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from infra.bus.tracing import next_hop
from schemas.admission import admit, signature, workspace_key
from schemas.errors import Permanent
from schemas.events import EVENTS, Carried, Event, Retirement, event_id

Headers = tuple[tuple[str, bytes], ...]
Said = Event | Retirement

DEFERRALS = "fusion-deferrals"
"""Header that counts how often the event has been deferred."""

SIGNATURE = "fusion-signature"


EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""Times that every time zone can tell, and a day later as well."""

LARGEST_BUILD = 64 * 1024
"""Bytes that a build block may have: it stands in every event of the build, in some of them twice."""


class NotAnEvent(ValueError):
    """These bytes are no event of ours. The text says why."""


class Record(NamedTuple):
    """What stands, or shall stand, in a topic. `partition` and `offset` are known of what was read."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    partition: int = -1
    offset: int = -1


def encode(
    event: Said, *, source: str, secret: str, count: int = 0, deferrals: int = 0, traceparent: str | None = None
) -> Record:
    """The event as it goes over the wire, signed with its workspace's key (derived from the platform's `secret`).

    `source` is who says it, as `ce_source`; `count` numbers what one step of an attempt may say more than once;
    `traceparent` is that of the event which led to this one.
    """
    body = event.model_dump_json().encode()
    name = type(event).__name__
    who = event.build if isinstance(event, Event) else event
    headers = {
        "ce_specversion": "1.0",
        "ce_id": str(_id(event, source, count)),
        "ce_type": name,
        "ce_source": source,
        "ce_subject": str(who.app_id),
        "ce_time": datetime.now(UTC).isoformat(),
        "content-type": "application/json",
        "traceparent": next_hop(traceparent),
        SIGNATURE: signature(workspace_key(secret, who.workspace_id), name, body),
    }
    if deferrals:
        headers[DEFERRALS] = str(deferrals)
    return Record(event.topic, str(who.app_id).encode(), body, tuple((k, v.encode()) for k, v in headers.items()))


def _id(event: Said, source: str, count: int) -> UUID:
    step, name = source.removeprefix("fusion/"), type(event).__name__
    if isinstance(event, Event):
        return event_id(event.build.build_id, event.build.attempt, step, name, count)
    return uuid5(event.request_id, f"{step}/{name}")


@dataclass(frozen=True)
class Received:
    """A record that looks like an event: who says so, when, and what, but neither admitted nor validated yet."""

    type: type[Said]
    id: str
    source: str
    at: datetime
    data: dict[str, Any]
    body: bytes
    signed: str | None
    traceparent: str | None
    deferrals: int

    def admitted(self, *, secret: str, open_workspace: UUID | None) -> Received:
        """The same with a complete build block. Raises Permanent where it is refused, NotAnEvent where it is none."""
        try:
            if issubclass(self.type, Retirement):
                self._check_retirement(secret)
                return self
            data = admit(
                self.data, secret=secret, signed=self.signed, event_type=self.type.__name__, body=self.body,
                open_workspace=open_workspace, at=self.at, source=self.source,
            )  # fmt: skip
        except (ValueError, KeyError, TypeError) as error:
            raise NotAnEvent(f"it does not say whose it is: {type(error).__name__}: {error}") from None
        if len(to_json(data["build"])) > LARGEST_BUILD:
            raise NotAnEvent(f"its build block is larger than {LARGEST_BUILD} bytes")
        return replace(self, data=data)

    def disowned(self) -> Received:
        """The same without what it says about whose it is."""
        build = {name: value for name, value in self.data["build"].items() if name not in ("app_id", "workspace_id")}
        return replace(self, data={**self.data, "build": build})

    @property
    def carried(self) -> Carried:
        """This event as another one carries it."""
        return Carried(type=self.type.__name__, data=self.data)

    def _check_retirement(self, secret: str) -> None:
        """Only Fusion itself retires applications."""
        workspace = UUID(str(self.data["workspace_id"]))
        expected = signature(workspace_key(secret, workspace), self.type.__name__, self.body)
        if not hmac.compare_digest(self.signed or "", expected):
            raise Permanent("A retirement must be signed with the key of its workspace.")


def decode(headers: Iterable[tuple[str, bytes | None]], value: bytes | None) -> Received:
    """Read a record of any topic. Raises NotAnEvent."""
    head = {name: (text or b"").decode(errors="replace") for name, text in headers}
    name = head.get("ce_type", "")
    if name not in EVENTS:
        raise NotAnEvent(f"its ce_type {name[:100]!r} is not that of an event" if name else "it has no ce_type")
    body = value or b""
    try:
        data = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise NotAnEvent(f"its body is no JSON: {error}") from None
    if not isinstance(data, dict):
        raise NotAnEvent("its body is no JSON object")
    return Received(
        type=EVENTS[name],
        id=head.get("ce_id", ""),
        source=head.get("ce_source", ""),
        at=_time(head.get("ce_time", "")),
        data=data,
        body=body,
        signed=head.get(SIGNATURE),
        traceparent=head.get("traceparent"),
        deferrals=_count(head.get(DEFERRALS, "0")),
    )


def explained(error: ValidationError) -> str:
    """What is wrong, a line for each problem, without repeating what was said."""
    return "\n".join(f"{'.'.join(map(str, detail['loc'])) or 'event'}: {detail['msg']}." for detail in error.errors())


def _time(text: str) -> datetime:
    """When the event happened; a producer that does not say, or not well, means now."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return datetime.now(UTC)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at if EARLIEST < at < LATEST else datetime.now(UTC)


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
