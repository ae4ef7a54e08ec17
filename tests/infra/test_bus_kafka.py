"""What a handler keeps, on real Kafka, with workers that are killed."""

from __future__ import annotations

import asyncio
import json
import signal
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from infra.bus.ends import claim_end
from infra.bus.wire import Record, encode
from schemas.admission import signature, workspace_key
from schemas.events import Build, event_id
from schemas.spec import app_id_for
from tests.infra.bus_bench import PATIENCE, SECRET, Bench, requested


async def test_an_event_becomes_the_next_one_with_a_cloudevent_s_headers(bench: Bench) -> None:
    event = requested("a shop")
    await bench.send(event)
    async with bench.worker():
        [understood] = await bench.read(event, "PromptUnderstood")
    assert understood.id == str(event_id(event.build.build_id, 1, "prompt", "PromptUnderstood"))
    assert understood.source == "fusion/prompt"
    assert understood.data["build"] == event.model_dump(mode="json")["build"]
    [record] = [record for record, one in bench.published if one is understood]
    assert record.key == str(event.build.app_id).encode()
    assert dict(record.headers)["content-type"] == b"application/json"


@pytest.mark.parametrize("death", ["progress", "published"])
async def test_a_killed_worker_s_event_comes_to_one_result(bench: Bench, death: str) -> None:
    event = requested("pause 0.5")
    await bench.send(event)
    async with bench.worker(death) as killed, asyncio.timeout(PATIENCE):
        assert await killed.wait() == -signal.SIGKILL
    async with bench.worker(death):
        later = requested("a later one")
        await bench.send(later)
        await bench.read(event, "PromptUnderstood")
        await bench.read(later, "PromptUnderstood")
    said = bench.said_of(event)
    assert {(one.id, one.body) for one in said} == {(said[0].id, said[0].body)}
    assert bench.runs(event) == (2 if death == "progress" else 1)


@pytest.mark.parametrize(
    ("text", "reason", "retryable"),
    [
        ("permanent", "Write something else.", False),
        ("slow", "This stage took longer than 0:00:02.", True),
        ("", "text: ", False),
    ],
)
async def test_what_cannot_work_fails_once_and_carries_the_event(
    bench: Bench, text: str, reason: str, retryable: bool
) -> None:
    event = requested(text or "x" * 50_000)
    record = encode(event, source="fusion/gateway", secret=SECRET)
    if not text:
        body = (record.value or b"").replace(b"xxx", b"xxxxxx")
        signed = signature(workspace_key(SECRET, event.build.workspace_id), "AppRequested", body)
        record = record._replace(value=body, headers=(*record.headers, ("fusion-signature", signed.encode())))
    await bench.write([record, record])
    async with bench.worker():
        [failed] = await bench.read(event, "StageFailed")
        await bench.send(last := requested("a shop"))
        await bench.read(last, "PromptUnderstood")
    assert failed.data["reason"].startswith(reason)
    assert failed.data["retryable"] is retryable
    assert failed.data["failed"]["type"] == "AppRequested"
    assert failed.data["failed"]["data"]["build"] == event.model_dump(mode="json")["build"]
    assert {one.id for one in bench.said_of(event)} == {failed.id}
    assert bench.runs(event) <= 1


async def test_who_comes_too_late_is_superseded(bench: Bench) -> None:
    event = requested("superseded")
    await bench.send(event)
    async with bench.worker():
        [cancelled] = await bench.read(event, "BuildCancelled")
    assert cancelled.data["reason"] == "superseded"


@pytest.mark.parametrize("text", ["crash", "nothing"])
async def test_a_bug_ends_the_process_and_after_three_the_attempt(bench: Bench, text: str) -> None:
    event = requested(text)
    await bench.send(event, after := requested("a shop"))
    for _ in range(3):
        async with bench.worker() as worker, asyncio.timeout(PATIENCE):
            assert await worker.wait() == 70
    assert not bench.said_of(event)
    async with bench.worker():
        [failed] = await bench.read(event, "StageFailed")
        await bench.read(after, "PromptUnderstood")
    assert failed.data["retryable"]
    assert bench.runs(event) == 3


async def test_bytes_that_are_no_event_go_untouched_to_the_dead_letters_and_the_worker_goes_on(bench: Bench) -> None:
    event = requested("a shop")
    good = encode(event, source="fusion/gateway", secret=SECRET)
    stranger = tuple((name, b"Stranger" if name == "ce_type" else text) for name, text in good.headers)
    poison = [
        Record(bench.topic, b"\xff", b"\x00\xff no event", (("reply_to", b"\xff\xfe"), ("ce_type", b"AppRequested"))),
        Record(bench.topic, b"a key alone", None, ()),
        Record(bench.topic, None, b"[" * 100_000, (("ce_type", b"AppRequested"),)),
        Record(bench.topic, None, b'{"build": 5}', (("ce_type", b"AppRequested"),)),
        good._replace(headers=stranger),
        good._replace(headers=tuple((n, b"StageFailed" if n == "ce_type" else t) for n, t in good.headers)),
    ]
    await bench.write([*poison, good])
    async with bench.worker():
        await bench.read(event, "PromptUnderstood")
        dead = await bench.read_dead(len(poison))
    assert sorted((one.value or b"") for one in dead) == sorted((one.value or b"") for one in poison)
    for one in dead:
        headers = dict(one.headers)
        assert headers["fusion-reason"]
        assert headers["fusion-origin"].startswith(bench.topic.encode())
    [first] = [one for one in dead if one.key == b"\xff"]
    assert set(poison[0].headers) < set(first.headers)


@pytest.mark.parametrize("text", ["permanent", "temporary"])
async def test_the_largest_records_that_a_broker_takes_can_fail_be_deferred_and_die(bench: Bench, text: str) -> None:
    event = requested(text)
    body = json.dumps({**event.model_dump(mode="json"), "more": "x" * 1_040_000}).encode()
    signed = signature(workspace_key(SECRET, event.build.workspace_id), "AppRequested", body).encode()
    garbage = Record(bench.topic, b"garbage", b"x" * 1_048_000, ())
    await bench.write(
        [Record(bench.topic, None, body, (("ce_type", b"AppRequested"), ("fusion-signature", signed))), garbage]
    )
    async with bench.worker():
        await bench.read(event, "StageFailed" if text == "permanent" else "BuildDeferred")
        [dead] = await bench.read_dead()
    assert dead.value == garbage.value


async def test_a_foreign_reply_address_is_not_obeyed(bench: Bench) -> None:
    event = requested("a shop")
    good = encode(event, source="fusion/gateway", secret=SECRET)
    await bench.write([good._replace(headers=(*good.headers, ("reply_to", b"fusion.ended.v1")))])
    async with bench.worker():
        await bench.read(event, "PromptUnderstood")
        await bench.send(later := requested("a later one"))
        await bench.read(later, "PromptUnderstood")
    assert [one.type.__name__ for one in bench.said_of(event)] == ["PromptUnderstood"]


async def test_an_event_of_a_workspace_that_is_not_proven_harms_nobody(bench: Bench) -> None:
    victim, outside = requested("a shop"), uuid4()
    signed = encode(victim, source="somewhere", secret=SECRET)
    unsigned = signed._replace(headers=tuple(header for header in signed.headers if header[0] != "fusion-signature"))
    forged = encode(victim, source="somewhere", secret="another secret")
    await bench.write([unsigned, forged])
    async with bench.worker(FUSION_OUTSIDE_WORKSPACE=str(outside)):
        [failed] = await bench.read(victim, "StageFailed")
        [dead] = await bench.read_dead()
        await bench.send(victim)
        await bench.read(victim, "PromptUnderstood")
    assert "sign" in failed.data["reason"]
    assert failed.data["build"]["workspace_id"] == str(outside)
    assert failed.data["failed"]["data"]["build"]["workspace_id"] == str(outside)
    assert dead.value == forged.value


async def test_unsigned_events_belong_to_the_workspace_for_them(bench: Bench) -> None:
    outside, build_id = uuid4(), uuid4()
    body = json.dumps({"text": "a shop", "build": {"build_id": str(build_id), "app_key": "mine"}}).encode()
    headers = (("ce_type", b"AppRequested"), ("ce_specversion", b"1.0"), ("ce_source", b"a script"))
    event = requested("a shop", workspace=outside, build_id=build_id)
    await bench.write([Record(bench.topic, None, body, headers)])
    async with bench.worker(FUSION_OUTSIDE_WORKSPACE=str(outside)):
        [understood] = await bench.read(event, "PromptUnderstood")
    build = Build.model_validate(understood.data["build"])
    assert build.app_id == app_id_for(outside, "mine")
    assert build.requested_by == "outside:a script"
    assert build.deadline is not None


async def test_a_cancelled_attempt_is_dropped(bench: Bench) -> None:
    event = requested("a shop")
    assert await claim_end(bench.artifacts, event.build, "gateway")
    await bench.send(event, later := requested("a later one"))
    async with bench.worker():
        await bench.read(later, "PromptUnderstood")
        await bench.send(last := requested("the last one"))
        await bench.read(last, "PromptUnderstood")
    assert bench.said_of(event) == []
    assert bench.runs(event) == 0


async def test_an_attempt_past_its_deadline_is_not_begun(bench: Bench) -> None:
    event = requested("a shop", deadline=datetime.now(UTC) - timedelta(seconds=1))
    await bench.send(event)
    async with bench.worker():
        [failed] = await bench.read(event, "StageFailed")
    assert failed.data["retryable"]
    assert bench.runs(event) == 0


async def test_what_stays_temporary_is_deferred_and_holds_up_no_other(bench: Bench) -> None:
    event = requested("temporary")
    await bench.send(event, other := requested("a shop"))
    async with bench.worker():
        [deferred] = await bench.read(event, "BuildDeferred")
        await bench.read(other, "PromptUnderstood")
    assert deferred.data["count"] == 1
    assert deferred.data["reason"] == "The world is away."
    assert deferred.data["event"]["data"] == event.model_dump(mode="json")
    assert bench.runs(event) > 1
