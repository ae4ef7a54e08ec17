"""The whole chain in memory: from a sentence to an application, every stage's own handler, no broker and no engine."""

from __future__ import annotations

import time
from pathlib import Path
from uuid import uuid4

import pytest

from infra.artifacts.directory import DirectoryArtifacts
from infra.bus.outcome import Kind
from schemas.events import (
    ENDS,
    AppDeployed,
    AppRequested,
    BackendGenerated,
    BuildCancelled,
    CancelReason,
    FrontendGenerated,
    ImageBuilt,
    PromptUnderstood,
    SchemaDesigned,
    Stage,
    StageFailed,
)
from schemas.spec import AppSpec
from templates.engine import TargetLibrary
from tests.chain.memory import MemoryBroker
from tests.fakes.engines import FakeDeployEngine, FakeImageEngine
from tests.infra.bus_bench import requested
from workers.backend.worker import worker as backend
from workers.deploy.worker import worker as deploy
from workers.frontend.worker import worker as frontend
from workers.image.worker import worker as image
from workers.prompt.refining.offline import OfflineEngine
from workers.prompt.worker import worker as prompt
from workers.schema.knowledge import load
from workers.schema.worker import worker as schema

SENTENCE = (
    "A clinic keeps patients with name and birth date, and appointments; each appointment belongs to one patient."
)

CHAIN = (AppRequested, PromptUnderstood, SchemaDesigned, BackendGenerated, FrontendGenerated, ImageBuilt, AppDeployed)


@pytest.fixture(scope="module")
def engine() -> OfflineEngine:
    return OfflineEngine()


@pytest.fixture
def broker(tmp_path: Path, engine: OfflineEngine) -> MemoryBroker:
    artifacts = DirectoryArtifacts(tmp_path)
    library = TargetLibrary.discover()
    broker = MemoryBroker(artifacts)
    for handlers in (
        prompt(engine, artifacts),
        schema(artifacts, library.reserved, load()),
        backend(artifacts, library),
        frontend(artifacts, library),
        image(FakeImageEngine(artifacts), artifacts, library),
        deploy(FakeDeployEngine(), artifacts, library),
    ):
        broker.join(handlers)
    return broker


async def test_a_sentence_walks_through_all_stages_to_an_application_in_under_three_seconds(
    broker: MemoryBroker,
) -> None:
    event = requested(SENTENCE)
    began = time.process_time()
    broker.say(event)
    await broker.run()
    assert time.process_time() - began < 3
    assert [type(one) for one in broker.said(*CHAIN)] == list(CHAIN)
    [deployed] = broker.said(*ENDS)
    assert isinstance(deployed, AppDeployed)
    assert deployed.url.startswith("http://")
    assert deployed.build.model_dump() == event.build.model_dump()


async def test_every_hop_says_who_speaks(broker: MemoryBroker) -> None:
    broker.say(requested(SENTENCE))
    await broker.run()
    sources = [dict(broker.topics[kind.topic][0].headers)["ce_source"].decode() for kind in CHAIN]
    assert sources == ["fusion/gateway", *(f"fusion/{stage}" for stage in Stage)]


async def test_a_record_that_stands_twice_in_every_topic_deploys_once(broker: MemoryBroker) -> None:
    event = requested(SENTENCE)
    broker.say(event)
    await broker.run()
    for kind in CHAIN[:-1]:
        broker.publish(broker.topics[kind.topic][0])
    await broker.run()
    ends = [record for kind in ENDS for record in broker.topics.get(kind.topic, [])]
    assert len({dict(record.headers)["ce_id"] for record in ends}) == 1
    assert broker.kinds.count(Kind.DONE) == len(Stage)


@pytest.mark.parametrize("text", ["", "hello", "\x00\ufffd\ufffd"])
async def test_a_text_without_meaning_ends_in_a_sentence_that_says_what_to_write(
    broker: MemoryBroker, text: str
) -> None:
    broker.say(requested(text))
    await broker.run()
    [failed] = broker.said(*ENDS)
    assert isinstance(failed, StageFailed)
    assert failed.reason.endswith(".")
    assert not failed.retryable


async def test_a_finished_schema_enters_at_the_backend_without_any_reference(broker: MemoryBroker) -> None:
    spec = AppSpec.model_validate({"app": {"label": "Shop"}, "entities": [{"label": "Product", "name": "product"}]})
    broker.say(SchemaDesigned(build=requested("").build, inline=spec))
    await broker.run()
    [deployed] = broker.said(*ENDS)
    assert isinstance(deployed, AppDeployed)


async def test_an_older_build_that_comes_after_a_newer_one_is_superseded(broker: MemoryBroker) -> None:
    newer = requested(SENTENCE, build_no=2)
    older = newer.model_copy(update={"build": newer.build.model_copy(update={"build_no": 1, "build_id": uuid4()})})
    broker.say(newer)
    await broker.run()
    broker.say(older)
    await broker.run()
    deployed, cancelled = broker.said(*ENDS)
    assert isinstance(deployed, AppDeployed)
    assert isinstance(cancelled, BuildCancelled)
    assert cancelled.reason is CancelReason.SUPERSEDED
