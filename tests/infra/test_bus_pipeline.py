"""What follows from a record, without a broker: the pipeline that Kafka's records go through."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from infra.artifacts.directory import DirectoryArtifacts
from infra.bus.ends import claim_end, ended_by
from infra.bus.handlers import report, stage
from infra.bus.outcome import Kind, dead
from infra.bus.wire import Record
from schemas.artifacts import ArtifactRef
from schemas.errors import Permanent
from schemas.events import (
    DEAD_LETTERS,
    AppDeployed,
    AppRequested,
    ChangeRequested,
    ImageBuilt,
    ImageRef,
    Progress,
    PromptUnderstood,
    SchemaDesigned,
    Stage,
    StageFailed,
)
from schemas.reading import Reading
from tests.chain.memory import MemoryBroker
from tests.infra.bus_bench import requested, understood

SECOND = timedelta(seconds=1)
REF = ArtifactRef(sha256="0" * 64, size=0, media_type="application/x-tar")
IMAGE = ImageRef(engine="none", address="nowhere", sha256="0" * 64, size=0)


async def test_a_handler_consumes_what_it_is_annotated_with(broker: MemoryBroker) -> None:
    @stage(Stage.PROMPT, limit=SECOND)
    async def read(event: AppRequested | ChangeRequested) -> PromptUnderstood:
        return understood(event)

    assert (read.topic, read.group, read.source) == ("fusion.prompt.v1", "fusion.prompt", "fusion/prompt")
    broker.join([read])
    event = requested("a shop")
    broker.say(event)
    broker.say(ChangeRequested(build=event.build.model_copy(update={"attempt": 2}), text="more"))
    await broker.run()
    assert [one.text for one in broker.said(PromptUnderstood)] == ["a shop", "more"]  # type: ignore[union-attr]


async def test_the_build_block_is_handed_on_with_all_that_it_holds(broker: MemoryBroker) -> None:
    @stage(Stage.PROMPT, limit=SECOND)
    async def read(event: AppRequested) -> PromptUnderstood:
        return understood(event)

    broker.join([read])
    event = requested("a shop", unheard_of={"a": [1, 2]})
    broker.say(event)
    await broker.run()
    [said] = broker.said(PromptUnderstood)
    assert isinstance(said, PromptUnderstood)
    assert said.build.model_dump() == event.build.model_dump()


async def test_a_second_delivery_repeats_the_first_answer_though_the_handler_would_say_another(
    broker: MemoryBroker,
) -> None:
    titles = iter(["First", "Second"])

    @stage(Stage.PROMPT, limit=SECOND)
    async def read(event: AppRequested) -> PromptUnderstood:
        return understood(event, next(titles))

    broker.join([read])
    event = requested("a shop")
    broker.say(event)
    broker.say(event)
    await broker.run()
    first, second = broker.topics["fusion.schema.v1"]
    assert first.value == second.value
    assert dict(first.headers)["ce_id"] == dict(second.headers)["ce_id"]
    assert broker.kinds == [Kind.DONE, Kind.REPEATED]


async def test_one_trace_leads_through_all_hops_with_a_span_for_each(broker: MemoryBroker) -> None:
    @stage(Stage.PROMPT, limit=SECOND)
    async def read(event: AppRequested) -> PromptUnderstood:
        return understood(event)

    @stage(Stage.SCHEMA, limit=SECOND)
    async def design(event: PromptUnderstood) -> SchemaDesigned:
        return SchemaDesigned(build=event.build, spec=REF)

    broker.join([read, design])
    broker.say(requested("a shop"))
    await broker.run()
    hops = [
        dict(broker.topics[f"fusion.{name}.v1"][0].headers)["traceparent"] for name in ("prompt", "schema", "backend")
    ]
    assert len({hop.split(b"-")[1] for hop in hops}) == 1
    assert len({hop.split(b"-")[2] for hop in hops}) == 3


async def test_only_the_one_who_claimed_the_end_says_it(broker: MemoryBroker) -> None:
    event = requested("a shop")

    @stage(Stage.PROMPT, limit=SECOND)
    async def read(event: AppRequested) -> PromptUnderstood:
        await claim_end(broker.artifacts, event.build, "gateway")
        raise Permanent("Write something else.")

    broker.join([read])
    broker.say(event)
    await broker.run()
    assert broker.kinds == [Kind.DROPPED]
    assert not broker.said(StageFailed)


async def test_a_final_stage_claims_the_end_before_it_starts(broker: MemoryBroker) -> None:
    claimed: list[str | None] = []

    @stage(Stage.DEPLOY, limit=SECOND, final=True)
    async def deploy(event: ImageBuilt) -> AppDeployed:
        claimed.append(await ended_by(broker.artifacts, event.build))
        assert not await claim_end(broker.artifacts, event.build, "gateway")
        return AppDeployed(build=event.build, url="http://x", spec=REF, backend_tree=REF, image=IMAGE)

    broker.join([deploy])
    build = requested("a shop").build
    broker.say(ImageBuilt(build=build, spec=REF, backend_tree=REF, image=IMAGE))
    await broker.run()
    assert claimed == ["deploy"]
    assert len(broker.said(AppDeployed)) == 1


async def test_what_would_not_fit_the_broker_fails_in_words(broker: MemoryBroker) -> None:
    @stage(Stage.PROMPT, limit=SECOND)
    async def read(event: AppRequested) -> PromptUnderstood:
        return PromptUnderstood(build=event.build, text="x" * 2_000_000, reading=Reading(title="Shop"))

    broker.join([read])
    broker.say(requested("a shop"))
    await broker.run()
    [failed] = broker.said(StageFailed)
    assert isinstance(failed, StageFailed)
    assert "too large" in failed.reason


async def test_a_build_block_that_would_weigh_down_every_event_is_refused(broker: MemoryBroker) -> None:
    @stage(Stage.PROMPT, limit=SECOND)
    async def read(event: AppRequested) -> PromptUnderstood:
        return understood(event)

    broker.join([read])
    broker.say(requested("a shop", unheard_of="x" * 70_000))
    await broker.run()
    assert broker.kinds == [Kind.DEAD]


async def test_progress_tells_that_a_handler_began_and_what_it_reports(broker: MemoryBroker) -> None:
    @stage(Stage.PROMPT, limit=SECOND)
    async def read(event: AppRequested) -> PromptUnderstood:
        await report("half of it", 50)
        await report("x" * 5_000)
        return understood(event)

    broker.join([read])
    broker.say(requested("a shop"))
    await broker.run()
    lines = [(one.line[:20], one.percent) for one in broker.said(Progress) if isinstance(one, Progress)]
    assert lines == [("started", 0), ("half of it", 50), ("x" * 20, None)]
    assert len({dict(record.headers)["ce_id"] for record in broker.topics["fusion.progress.v1"]}) == 3


async def test_a_report_outside_of_a_handler_is_nothing() -> None:
    await report("nobody hears this")


@pytest.mark.parametrize("time", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+23:59", "no time"])
async def test_a_time_that_no_calendar_knows_is_now(tmp_path: Path, time: str) -> None:
    @stage(Stage.PROMPT, limit=SECOND)
    async def read(event: AppRequested) -> PromptUnderstood:
        return understood(event)

    broker = MemoryBroker(DirectoryArtifacts(tmp_path), uuid4())
    broker.join([read])
    body = json.dumps({"build": {"build_id": str(uuid4()), "app_key": "boats"}, "text": "Boats"}).encode()
    broker.publish(Record(read.topic, None, body, (("ce_type", b"AppRequested"), ("ce_time", time.encode()))))
    await broker.run()
    assert broker.kinds == [Kind.DONE]


def test_a_record_of_nothing_can_be_a_dead_letter() -> None:
    [letter] = dead(Record("a topic", None, None, ()), "it is empty", "a group").records
    assert (letter.topic, letter.value) == (DEAD_LETTERS, b"")
