"""Workers on Kafka, as processes: they share the work, pause, end in order, and show how they are."""

from __future__ import annotations

import asyncio

import httpx

from infra.addresses import free_port
from tests.infra.bus_bench import PATIENCE, Bench, requested


async def test_two_workers_of_a_group_share_the_work_and_do_each_once(bench: Bench) -> None:
    events = [requested("pause 0.05") for _ in range(24)]
    async with bench.worker() as one, bench.worker() as other:
        await bench.joined(2)
        await bench.send(*events)
        said = [(await bench.read(event, "PromptUnderstood"))[0] for event in events]
    assert {one.data["reading"]["title"] for one in said} == {f"by {one.pid}", f"by {other.pid}"}
    assert [bench.runs(event) for event in events] == [1] * len(events)


async def test_a_stage_whose_dependency_is_down_for_all_pauses_says_so_and_goes_on_by_itself(bench: Bench) -> None:
    port = free_port()
    event = requested("unavailable")
    await bench.send(event)
    async with bench.worker(FUSION_HEALTH_PORT=str(port)):
        await bench.read(event, "BuildDeferred")
        await answers(port, "/readyz", 503, "waits for a dependency")
        await answers(port, "/metrics", 200, f'fusion_stage_paused{{stage="{bench.group}"}} 1.0')
        await bench.send(other := requested("unavailable"))
        (bench.home / "runs" / "back").touch()
        await bench.read(other, "PromptUnderstood")
        await answers(port, "/readyz", 200, "true")
    assert "BuildDeferred" not in [one.type.__name__ for one in bench.said_of(other)]


async def test_a_worker_that_is_told_to_end_finishes_what_it_does_and_does_it_once(bench: Bench) -> None:
    event = requested("pause 1")
    await bench.send(event)
    async with bench.worker() as worker:
        await bench.begun(event)
        worker.terminate()
        async with asyncio.timeout(PATIENCE):
            assert await worker.wait() == 0
    await bench.read(event, "PromptUnderstood")
    async with bench.worker():
        await bench.send(later := requested("a later one"))
        await bench.read(later, "PromptUnderstood")
    assert len(bench.said_of(event)) == 1
    assert bench.runs(event) == 1


async def test_a_worker_that_joins_waits_for_the_running_handler_and_nothing_runs_twice(bench: Bench) -> None:
    events = [requested("pause 1") for _ in range(4)]
    async with bench.worker():
        await bench.send(*events)
        await bench.begun(events[0])
        async with bench.worker():
            await bench.joined(2)
            for event in events:
                await bench.read(event, "PromptUnderstood")
    assert [bench.runs(event) for event in events] == [1] * 4
    assert [len(bench.said_of(event)) for event in events] == [1] * 4


async def test_the_metrics_tell_what_became_of_the_events(bench: Bench) -> None:
    port = free_port()
    await bench.send(event := requested("a shop"))
    async with bench.worker(FUSION_HEALTH_PORT=str(port)):
        await bench.read(event, "PromptUnderstood")
        counted = f'fusion_stage_events_total{{outcome="done",stage="{bench.group}",type="AppRequested"}} 1.0'
        await answers(port, "/metrics", 200, counted)
        await answers(port, "/elsewhere", 404, "/readyz")


async def answers(port: int, path: str, status: int, words: str) -> None:
    """Ask a worker until it answers with the status and the words."""
    async with asyncio.timeout(PATIENCE), httpx.AsyncClient(trust_env=False) as client:
        while True:
            page = await client.get(f"http://127.0.0.1:{port}{path}")
            if page.status_code == status and words in page.text:
                return
            await asyncio.sleep(0.05)
