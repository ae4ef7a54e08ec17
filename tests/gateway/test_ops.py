"""What operators see: figures by stage, lag, failures with their reason, dead letters; and sending again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from infra.bus.log import Seen
from infra.bus.wire import Record
from schemas.events import Carried, StageFailed
from tests.gateway.bench import CLINIC, Bench


async def overview(bench: Bench) -> dict[str, Any]:
    found: dict[str, Any] = (await bench.client.get("/api/v1/ops/overview")).json()
    return found


async def test_the_overview_counts_builds_and_stages(bench: Bench) -> None:
    await bench.create(spec=CLINIC)
    deployed = await bench.create()
    await bench.deploy(deployed["id"])
    failed = await bench.create()
    block = bench.last(failed["id"]).build
    await bench.say(StageFailed(build=block, stage="prompt", reason="no", failed=Carried(type="AppRequested", data={})))
    await bench.flow()
    seen = await overview(bench)
    assert {state: count for state, count in seen["builds"].items() if count} == {
        "queued": 1,
        "deployed": 1,
        "failed": 1,
    }
    stages = {stage["stage"]: stage for stage in seen["stages"]}
    assert [stages[name]["in_flight"] for name in stages] == [0, 0, 1, 0, 0, 0]
    assert (stages["prompt"]["finished"], stages["prompt"]["failed"]) == (1, 1)
    assert stages["deploy"]["p50_seconds"] >= 0
    assert stages["deploy"]["p95_seconds"] >= stages["deploy"]["p50_seconds"]
    assert stages["backend"]["lag"] == 2
    assert (seen["outbox"], seen["deferred"], seen["dead_letters"]) == (0, 0, 0)


async def test_failures_are_listed_with_their_reason_page_by_page(bench: Bench) -> None:
    for number in range(3):
        build = await bench.create(text=f"App {number}")
        block = bench.last(build["id"]).build
        carried = Carried(type="AppRequested", data={"build": block.model_dump(mode="json"), "text": "x"})
        await bench.say(StageFailed(build=block, stage="prompt", reason=f"no {number}", failed=carried))
    await bench.flow()
    page = (await bench.client.get("/api/v1/ops/failures", params={"limit": 2})).json()
    rest = (await bench.client.get("/api/v1/ops/failures", params={"limit": 2, "cursor": page["next"]})).json()
    assert [failure["reason"] for failure in page["items"] + rest["items"]] == ["no 2", "no 1", "no 0"]
    assert rest["next"] is None
    await bench.client.post(f"/api/v1/ops/builds/{page['items'][0]['build_id']}/replay")
    assert (await bench.client.get("/api/v1/ops/failures")).json()["items"][0]["replayed"] is True


async def test_builds_of_all_workspaces_are_listed_by_state_and_stage(bench: Bench) -> None:
    async with await bench.sign_in("one") as one:
        build = await bench.create(one, spec=CLINIC)
    await bench.create()
    every = (await bench.client.get("/api/v1/ops/builds")).json()["items"]
    assert len(every) == 2
    waiting = (await bench.client.get("/api/v1/ops/builds", params={"stage": "backend", "state": "queued"})).json()
    assert [(item["build"]["id"], item["workspace"]) for item in waiting["items"]] == [(build["id"], "one")]


LETTER = Record(
    "fusion.dead.v1",
    b"key",
    b"\xff\x00 no event",
    (("ce_type", b"\xff"), ("fusion-reason", b"it has no ce_type"), ("fusion-origin", b"fusion.prompt.v1/3/17")),
    0,
    5,
)


async def test_a_dead_letter_is_kept_once_and_sent_again_untouched(bench: Bench) -> None:
    at = datetime.now(UTC)
    for _ in range(2):
        await bench.projection.apply([Seen(LETTER, at)])
    (letter,) = (await bench.client.get("/api/v1/ops/dead-letters")).json()["items"]
    assert (letter["topic"], letter["partition"], letter["offset"]) == ("fusion.prompt.v1", 3, 17)
    assert (letter["reason"], letter["size"]) == ("it has no ce_type", 11)
    sent = await bench.client.post(f"/api/v1/ops/dead-letters/{letter['id']}/replay")
    assert sent.json()["replayed_at"]
    await bench.relay.publish()
    (record,) = bench.log.records
    assert (record.topic, record.key, record.value, record.headers) == (
        "fusion.prompt.v1",
        b"key",
        LETTER.value,
        (("ce_type", b"\xff"),),
    )
    assert (await overview(bench))["dead_letters"] == 0


async def test_an_unknown_dead_letter_is_not_found(bench: Bench) -> None:
    assert (await bench.client.post("/api/v1/ops/dead-letters/99/replay")).status_code == 404
