"""The outbox: what a door has taken is published, in order, whatever dies in between."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from gateway import outbox
from infra.bus.log import LogReader, LogWriter
from infra.bus.topics import Plan, apply_topics
from infra.bus.wire import Record, decode
from infra.settings import Settings
from schemas.errors import Unavailable
from tests.gateway.bench import Bench, ListedLog


def ids(bench: Bench) -> list[str]:
    return [decode(record.headers, record.value).id for record in bench.log.records]


async def test_a_crash_between_acknowledgement_and_commit_publishes_again_under_the_same_id(bench: Bench) -> None:
    answer = await bench.client.post("/api/v1/apps", json={"text": "Patients"})
    bench.log.fails.append(RuntimeError("killed"))
    with pytest.raises(RuntimeError):
        await bench.relay.publish()
    await bench.flow()
    assert len(ids(bench)) == 2
    assert len(set(ids(bench))) == 1
    assert (await bench.build(answer.json()["build"]["id"]))["state"] == "queued"


async def test_what_was_taken_while_the_broker_was_away_is_published_when_it_is_back(bench: Bench) -> None:
    bench.log.fails.append(Unavailable("away"))
    await bench.client.post("/api/v1/apps", json={"text": "Patients"})
    with pytest.raises(Unavailable):
        await bench.relay.publish()
    assert await bench.relay.publish() == 1
    assert await bench.relay.publish() == 0


async def test_a_refused_request_leaves_nothing_behind(bench: Bench) -> None:
    first = await bench.create()
    await bench.client.post(f"/api/v1/apps/{first['app_id']}/builds", json={"text": "More", "base_version": 7})
    await bench.flow()
    assert len(bench.log.records) == 1


async def test_the_order_of_an_application_holds_while_two_relays_run(bench: Bench) -> None:
    key = uuid4().bytes
    for number in range(20):
        async with bench.platform.database.transaction() as connection:
            await outbox.post(connection, Record("t", key, str(number).encode(), (("h", b"\x00\xff"),)))
    await asyncio.gather(*(bench.relay.publish() for _ in range(4)))
    await bench.relay.publish()
    assert [record.value for record in bench.log.records] == [str(number).encode() for number in range(20)]
    assert bench.log.records[0].headers == (("h", b"\x00\xff"),)


@pytest.mark.parametrize("kind", ["listed", "kafka"])
async def test_a_log_keeps_what_it_is_given_in_order(kind: str, request: pytest.FixtureRequest) -> None:
    topic = f"test-{uuid4().hex}"
    given = [Record(topic, b"key", str(number).encode(), (("h", b"\xff"),)) for number in range(50)]
    if kind == "listed":
        log = ListedLog()
        await log.append(given)
        kept = log.records
    else:
        kept = await through_kafka(request.getfixturevalue("kafka"), topic, given)
    assert [(record.key, record.value, record.headers) for record in kept] == [
        (record.key, record.value, record.headers) for record in given
    ]
    assert [record.offset for record in kept] == list(range(50))


async def through_kafka(servers: str, topic: str, given: list[Record]) -> list[Record]:
    await apply_topics(servers, Plan.of(Settings(topic_partitions=1), local=True), [topic])
    writer = LogWriter(servers)
    await writer.append(given)
    await writer.close()
    kept: list[Record] = []
    async with LogReader.open(servers, f"g-{topic}", [topic]) as reader, asyncio.timeout(20):
        while len(kept) < len(given):
            kept += [seen.record for seen in await reader.batch(100, 1)]
        await reader.commit()
    return kept
