"""Whatever stands in a topic, the pipeline comes to an outcome: no record takes a worker down."""

from __future__ import annotations

import asyncio
import json
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from infra.artifacts.directory import DirectoryArtifacts
from infra.bus.handlers import stage
from infra.bus.outcome import Kind
from infra.bus.wire import Record
from schemas.events import AppRequested, PromptUnderstood, Stage
from schemas.reading import Reading
from tests.chain.memory import MemoryBroker

OPEN = UUID(int=1)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
NAMES = ["build", "text", "ce_time", "deadline", "app_id", "app_key", "workspace_id", "build_id", "attempt", "targets"]
GOOD = {"build_id": "00000000-0000-0000-0000-000000000002", "app_key": "shop", "attempt": 1, "text": "a shop"}
BUILDS = st.dictionaries(st.sampled_from(NAMES), JSON, max_size=4).map(lambda wild: {**GOOD, **wild})
EVENTS = st.fixed_dictionaries({"build": BUILDS | JSON, "text": st.text(max_size=20) | JSON})
BODIES = st.binary(max_size=200) | JSON.map(json.dumps).map(str.encode) | EVENTS.map(json.dumps).map(str.encode)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(["ce_type", "ce_time", "ce_source", "traceparent", "reply_to", "fusion-deferrals"]),
        st.binary(max_size=30) | st.sampled_from([b"AppRequested", b"StageFailed", b"2026-01-01T00:00:00", b"7"]),
    ),
    max_size=6,
)


@stage(Stage.PROMPT, limit=timedelta(seconds=5))
async def read(event: AppRequested) -> PromptUnderstood:
    return PromptUnderstood(build=event.build, text=event.text, reading=Reading(title="Shop"))


@settings(max_examples=300, deadline=None)
@given(body=st.none() | BODIES, headers=HEADERS, key=st.none() | st.binary(max_size=5))
def test_every_record_comes_to_an_outcome(
    body: bytes | None, headers: list[tuple[str, bytes]], key: bytes | None
) -> None:
    assert (
        outcome(Record(read.topic, key, body, tuple(headers))) is Kind.DEAD or ("ce_type", b"AppRequested") in headers
    )


@settings(max_examples=300, deadline=None)
@given(event=EVENTS)
def test_what_looks_like_an_event_comes_to_an_outcome(event: dict[str, Any]) -> None:
    record = Record(read.topic, None, json.dumps(event).encode(), (("ce_type", b"AppRequested"),))
    assert outcome(record) in (Kind.DEAD, Kind.DONE, Kind.FAILED)


def outcome(record: Record) -> Kind:
    with tempfile.TemporaryDirectory() as directory:
        broker = MemoryBroker(DirectoryArtifacts(Path(directory)), OPEN)
        broker.join([read])
        broker.publish(record)
        asyncio.run(broker.run())
        return broker.kinds[0]
