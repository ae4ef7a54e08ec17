"""The gateway whole: on Apache Kafka and PostgreSQL, asked over HTTP."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import uvicorn

from gateway.application import create_application
from gateway.main import OWN_NAMES, migrated, running
from gateway.platform import Platform
from infra.kafka_log import LogWriter
from infra.settings import Settings
from infra.topics import Plan, apply_topics
from infra.wire import encode
from schemas.events import Build, BuildCancelled, CancelReason, Progress
from tests.gateway.bench import bearer


@pytest.fixture
async def settings(kafka: str, platform_database: str, tmp_path: Path) -> Settings:
    secret, token = uuid4().hex, f"fusion_{uuid4().hex}"
    settings = Settings(
        home=tmp_path, kafka_bootstrap_servers=kafka, database_url=platform_database, secret=secret, token=token
    )
    await apply_topics(kafka, Plan.of(settings, local=True))
    await migrated(settings)
    return settings


@asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[tuple[httpx.AsyncClient, Platform]]:
    """A running gateway of its own consumer group, and an operator's client of it."""
    async with running(settings, group=f"projector-{settings.secret}") as (platform, tasks):
        app = create_application(hosts=OWN_NAMES)
        app.state.platform = platform
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
            serving = asyncio.create_task(server.serve([listening]))
            url = f"http://127.0.0.1:{listening.getsockname()[1]}"
            async with httpx.AsyncClient(base_url=url, headers=bearer(str(settings.token)), trust_env=False) as client:
                yield client, platform
            server.should_exit = True
            await serving
        assert not any(task.done() for task in tasks)


async def events(client: httpx.AsyncClient, build_id: str, last: str | None = None) -> AsyncIterator[dict[str, str]]:
    headers = {"last-event-id": last} if last else {}
    async with client.stream("GET", f"/api/v1/builds/{build_id}/events", headers=headers, timeout=30) as answer:
        event: dict[str, str] = {}
        async for line in answer.aiter_lines():
            if line.startswith(":"):
                continue
            if line:
                name, _, value = line.partition(": ")
                event[name] = value
            elif event:
                yield event
                event = {}


async def test_a_request_comes_back_from_kafka_and_its_stream_follows_it_to_the_end(settings: Settings) -> None:
    async with served(settings) as (client, _):
        build = (await client.post("/api/v1/apps", json={"text": "Patients"})).json()["build"]
        log = LogWriter(str(settings.kafka_bootstrap_servers))
        states, lines, ids = [], [], []
        async with asyncio.timeout(30):
            async for event in events(client, build["id"]):
                ids.append(event["id"])
                data = json.loads(event["data"])
                if event["event"] == "log":
                    lines.append(data["line"])
                    continue
                states.append(data["state"])
                if len(states) == 1:
                    block = await _block(client, settings, build)
                    told = [
                        Progress(build=block, stage="prompt", line=str(n), percent=n, at=datetime.now(UTC))
                        for n in range(3)
                    ]
                    records = [
                        encode(line, source="fusion/prompt", secret=str(settings.secret), count=n + 1)
                        for n, line in enumerate(told)
                    ]
                    end = BuildCancelled(build=block, stage="prompt", reason=CancelReason.SUPERSEDED)
                    await log.append([*records, encode(end, source="fusion/prompt", secret=str(settings.secret))])
        await log.close()
        assert states[-1] == "cancelled"
        async with asyncio.timeout(10):
            async for _ in _until(client, build["id"], 3):
                pass
        resumed = [event async for event in events(client, build["id"], ids[-1])]
        assert [event["event"] for event in resumed if event["event"] == "build"] == ["build"]


async def _until(client: httpx.AsyncClient, build_id: str, lines: int) -> AsyncIterator[int]:
    while True:
        found = [event async for event in events(client, build_id) if event["event"] == "log"]
        if len(found) >= lines:
            return
        yield len(found)


async def _block(client: httpx.AsyncClient, settings: Settings, build: dict[str, Any]) -> Build:
    app = (await client.get(f"/api/v1/apps/{build['app_id']}")).json()
    return Build(
        app_id=app["id"], app_key=app["key"], workspace_id=app["workspace_id"], requested_by="x",
        build_id=build["id"], build_no=1,
    )  # fmt: skip
