"""A broker that is away: the doors stay open, and what they took goes on when it is back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from gateway.main import migrated
from infra.bus.topics import Plan, apply_topics
from infra.settings import Installation
from infra.stack.home import Home
from infra.stack.start import start_kafka, stop_servers
from tests.conftest import CACHE
from tests.gateway.test_serving import PATIENCE, served


async def asked(client: httpx.AsyncClient, text: str) -> None:
    assert (await client.post("/api/v1/apps", json={"text": text})).status_code == 202


async def projected(client: httpx.AsyncClient, builds: int) -> None:
    """Wait until so many builds have been through the log and back."""
    async with asyncio.timeout(PATIENCE):
        while len((await client.get("/api/v1/ops/builds")).json()["items"]) < builds:  # noqa: ASYNC110  # asked by HTTP
            await asyncio.sleep(0.2)


@pytest.mark.slow
async def test_the_doors_stay_open_and_what_they_took_goes_on_when_the_broker_is_back(
    platform_database: str, tmp_path: Path
) -> None:
    own = Home.at(tmp_path / "k")
    servers = await start_kafka(own, CACHE)
    settings = Installation(
        home=tmp_path, kafka_bootstrap_servers=servers, database_url=platform_database, secret="s", token="fusion_t"
    )
    try:
        await apply_topics(servers, Plan.of(settings, local=True))
        await migrated(settings)
        async with served(settings) as client:
            await asked(client, "Before")
            await projected(client, 1)
            stop_servers(own)
            await asked(client, "Meanwhile")
            ready = await client.get("/readyz")
            assert (ready.status_code, ready.json()["checks"]["broker"]) == (200, "Kafka does not answer")
            await start_kafka(own, CACHE)
            await asked(client, "After")
            await projected(client, 3)
    finally:
        stop_servers(own)
