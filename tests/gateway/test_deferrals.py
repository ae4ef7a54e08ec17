"""Deferred events: sent again when due, also when nobody was there at that time, and not once the build has ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from gateway.projector.deferrals import send_due
from infra.bus.wire import decode
from schemas.events import BuildDeferred, Carried, SchemaDesigned
from tests.gateway.bench import Bench


async def deferred(bench: Bench, due_in: timedelta, count: int = 1) -> dict[str, Any]:
    """A build whose backend stage puts its event off."""
    build = await bench.create()
    block = bench.last(build["id"]).build
    understood, designed, *_ = await bench.steps(block)
    await bench.say(understood, "fusion/prompt")
    await bench.say(designed, "fusion/schema")
    carried = Carried(type="SchemaDesigned", data=designed.model_dump(mode="json"))
    not_before = datetime.now(UTC) + due_in
    await bench.say(
        BuildDeferred(build=block, stage="backend", reason="away", not_before=not_before, count=count, event=carried)
    )
    await bench.flow()
    return await bench.build(build["id"])


def stage(build: dict[str, Any], name: str) -> str:
    state: str = next(run["state"] for run in build["stages"] if run["stage"] == name)
    return state


async def test_an_event_waits_until_it_is_due(bench: Bench) -> None:
    build = await deferred(bench, timedelta(hours=1))
    assert (build["state"], stage(build, "backend")) == ("deferred", "deferred")
    before = len(bench.log.records)
    assert await send_due(bench.platform) == 0
    await bench.flow()
    assert len(bench.log.records) == before


async def test_an_event_that_fell_due_while_nobody_was_there_is_sent_once(bench: Bench) -> None:
    build = await deferred(bench, -timedelta(hours=1), count=3)
    assert await send_due(bench.platform) == 1
    assert await send_due(bench.platform) == 0
    await bench.flow()
    first, again = (
        decode(record.headers, record.value) for record in bench.log.records if record.topic == SchemaDesigned.topic
    )
    assert (again.id, again.data, again.deferrals) == (first.id, first.data, 3)
    going = await bench.build(build["id"])
    assert (going["state"], stage(going, "backend")) == ("running", "running")


async def test_an_ended_build_needs_no_second_try(bench: Bench) -> None:
    build = await deferred(bench, -timedelta(seconds=1))
    await bench.client.post(f"/api/v1/builds/{build['id']}/cancel")
    await bench.flow()
    before = len(bench.log.records)
    await send_due(bench.platform)
    await bench.flow()
    assert len(bench.log.records) == before
    assert (await bench.build(build["id"]))["state"] == "cancelled"
