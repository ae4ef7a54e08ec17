"""A broker that goes away and comes back, and a worker that was there before it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx

from infra.stack.home import Home
from infra.stack.start import start_kafka, stop_servers
from tests.conftest import CACHE
from tests.infra.bus_bench import PATIENCE, Bench, requested


async def ready(port: int) -> bool:
    """Whether the worker there says that it can work."""
    async with httpx.AsyncClient(trust_env=False) as client:
        try:
            return (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200
        except httpx.ConnectError:
            return False


async def until(port: int, wanted: bool) -> None:
    """Ask until the answer is the wanted one."""
    async with asyncio.timeout(2 * PATIENCE):
        while True:
            if await ready(port) is wanted:
                return
            await asyncio.sleep(0.1)


async def test_a_worker_bears_that_its_broker_goes_away_and_works_on_when_it_is_back(
    tmp_path: Path, home: Path
) -> None:
    own = Home.at(tmp_path / "k")
    port = own.port("health")
    servers = await start_kafka(own, CACHE)
    try:
        async with Bench.open(servers, home) as bench, bench.worker(FUSION_HEALTH_PORT=str(port)):
            await until(port, True)
            await bench.send(running := requested("pause 1.5"))
            await bench.begun(running)
            stop_servers(own)
            await until(port, False)
            assert await start_kafka(own, CACHE) == servers
            await until(port, True)
            await bench.read(running, "PromptUnderstood")
            await bench.send(event := requested("a shop"))
            await bench.read(event, "PromptUnderstood")
    finally:
        stop_servers(own)


async def test_a_worker_that_is_there_first_waits_for_its_broker(tmp_path: Path, home: Path) -> None:
    own = Home.at(tmp_path / "k")
    port = own.port("health")
    bench = Bench(f"127.0.0.1:{own.port('kafka')}", home, "fusion.prompt.v1", "fusion.prompt", None, None)  # type: ignore[arg-type]
    async with bench.worker(FUSION_HEALTH_PORT=str(port)) as worker:
        async with asyncio.timeout(PATIENCE), httpx.AsyncClient(trust_env=False) as client:
            while True:
                try:
                    alive = await client.get(f"http://127.0.0.1:{port}/healthz")
                except httpx.ConnectError:
                    await asyncio.sleep(0.1)
                else:
                    break
        assert alive.status_code == 200
        assert not await ready(port)
    assert worker.returncode == 0


async def test_a_worker_ends_when_it_is_told_to_though_its_broker_is_away(tmp_path: Path, home: Path) -> None:
    own = Home.at(tmp_path / "k")
    servers = await start_kafka(own, CACHE)
    try:
        async with Bench.open(servers, home) as bench, bench.worker() as worker:
            await bench.send(running := requested("pause 1.5"))
            await bench.begun(running)
            stop_servers(own)
            worker.terminate()
            async with asyncio.timeout(PATIENCE):
                assert await worker.wait() == 0
    finally:
        stop_servers(own)
