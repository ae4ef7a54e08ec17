"""The stuck-build detector: resends what was passed without an answer or lost, and leaves alone what only waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gateway.projector.stuck import MOST, look
from infra.bus.ends import claim_end
from infra.bus.wire import decode
from schemas.events import SchemaDesigned, StageFailed
from tests.gateway.bench import CLINIC, Bench

AT_ONCE = timedelta(0)
PLACE = (SchemaDesigned.topic, 0)


async def looked(bench: Bench, quiet: timedelta = AT_ONCE) -> int:
    """How many events a look sent again."""
    before = len(bench.log.records)
    await look(bench.platform, bench.offsets, quiet)
    await bench.flow()
    return len(bench.log.records) - before


async def test_a_queued_build_is_not_stuck(bench: Bench) -> None:
    for _ in range(3):
        await bench.create(spec=CLINIC)
    bench.offsets.passed["fusion.backend"] = {PLACE: 0}
    assert await looked(bench) == 0


async def test_an_event_that_its_stage_has_passed_is_sent_again_under_its_identity(bench: Bench) -> None:
    await bench.create(spec=CLINIC)
    bench.offsets.passed["fusion.backend"] = {PLACE: 1}
    assert await looked(bench) == 1
    first, again = (decode(record.headers, record.value) for record in bench.log.records)
    assert (first.id, first.data) == (again.id, again.data)


async def test_the_one_that_was_sent_again_now_waits_in_its_turn(bench: Bench) -> None:
    await bench.create(spec=CLINIC)
    bench.offsets.passed["fusion.backend"] = {PLACE: 1}
    assert [await looked(bench), await looked(bench)] == [1, 0]


async def test_only_the_builds_that_were_passed_are_sent_again(bench: Bench) -> None:
    builds = [await bench.create(spec=CLINIC) for _ in range(3)]
    bench.offsets.passed["fusion.backend"] = {PLACE: 1}
    assert await looked(bench) == 1
    assert str(bench.log.said()[0].build.build_id) == builds[0]["id"]


async def test_an_event_that_the_broker_no_longer_holds_is_sent_again(bench: Bench) -> None:
    await bench.create(spec=CLINIC)
    bench.offsets.gone[PLACE] = 1
    assert await looked(bench) == 1


async def test_a_silent_build_is_given_time(bench: Bench) -> None:
    await bench.create(spec=CLINIC)
    bench.offsets.passed["fusion.backend"] = {PLACE: 1}
    assert await looked(bench, quiet=timedelta(minutes=1)) == 0


async def test_a_request_that_the_broker_lost_is_published_again(bench: Bench) -> None:
    build = (await bench.client.post("/api/v1/apps", json={"text": "Patients"})).json()["build"]
    assert await look(bench.platform, bench.offsets, AT_ONCE) == 0
    await bench.relay.publish()
    bench.log.records.clear()
    assert await looked(bench) == 1
    assert str(bench.log.said()[0].build.build_id) == build["id"]


async def test_after_three_times_the_build_fails_and_can_be_tried_again(bench: Bench) -> None:
    build = await bench.create(spec=CLINIC)
    for number in range(1, MOST + 2):
        bench.offsets.passed["fusion.backend"] = {PLACE: number}
        assert await looked(bench) == 1
    end = bench.last(build["id"])
    assert isinstance(end, StageFailed)
    assert (end.stage, end.retryable, end.failed.type) == ("backend", True, "SchemaDesigned")
    failed = await bench.build(build["id"])
    assert (failed["state"], failed["failure"]["reason"][:5]) == ("failed", "stuck")
    assert (await bench.client.post(f"/api/v1/builds/{build['id']}/retry")).status_code == 202


async def test_a_build_whose_end_another_has_claimed_is_not_failed(bench: Bench) -> None:
    build = await bench.create(spec=CLINIC)
    await claim_end(bench.platform.artifacts, bench.last(build["id"]).build, "deploy")
    for number in range(1, MOST + 1):
        bench.offsets.passed["fusion.backend"] = {PLACE: number}
        await looked(bench)
    bench.offsets.passed["fusion.backend"] = {PLACE: MOST + 1}
    assert [await looked(bench), await looked(bench)] == [0, 0]


@pytest.mark.parametrize("end", ["cancel", "deploy"])
async def test_an_ended_build_is_left_alone(bench: Bench, end: str) -> None:
    build = await bench.create(spec=CLINIC)
    if end == "cancel":
        await bench.client.post(f"/api/v1/builds/{build['id']}/cancel")
        await bench.flow()
    else:
        await bench.deploy(build["id"])
    bench.offsets.passed = {f"fusion.{stage}": {(f"fusion.{stage}.v1", 0): 9} for stage in ("backend", "deploy")}
    assert await looked(bench) == 0


async def test_the_count_begins_anew_with_each_stage(bench: Bench) -> None:
    build = await bench.create(spec=CLINIC)
    for number in range(1, MOST + 1):
        bench.offsets.passed["fusion.backend"] = {PLACE: number}
        assert await looked(bench) == 1
    generated = (await bench.steps(bench.last(build["id"]).build))[2]
    await bench.say(generated, "fusion/backend")
    await bench.flow()
    bench.offsets.passed["fusion.frontend"] = {("fusion.frontend.v1", 0): 1}
    assert await looked(bench) == 1
    assert (await bench.build(build["id"]))["state"] == "running"
