"""The gateway whole: on Apache Kafka and PostgreSQL, asked over HTTP."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Sequence
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
from infra.bus.log import LogWriter
from infra.bus.topics import Plan, apply_topics
from infra.bus.wire import encode
from infra.settings import Installation
from schemas.events import Build, BuildCancelled, CancelReason, Event, Progress
from tests.gateway.bench import bearer

PATIENCE = 60


@pytest.fixture
async def settings(kafka: str, platform_database: str, tmp_path: Path) -> Installation:
    """A platform of this test's own: what stands in Kafka from other ones is signed with other secrets."""
    secret, token = uuid4().hex, f"fusion_{uuid4().hex}"
    settings = Installation(
        home=tmp_path, kafka_bootstrap_servers=kafka, database_url=platform_database, secret=secret, token=token
    )
    await apply_topics(kafka, Plan.of(settings, local=True))
    await migrated(settings)
    return settings


@asynccontextmanager
async def served(settings: Installation) -> AsyncIterator[httpx.AsyncClient]:
    """A running gateway of its own consumer group, and an operator's client of it."""
    async with running(settings, group=f"projector-{settings.secret}") as (platform, tasks):
        app = create_application(hosts=OWN_NAMES)
        app.state.platform = platform
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
            serving = asyncio.create_task(server.serve([listening]))
            url = f"http://127.0.0.1:{listening.getsockname()[1]}"
            headers = bearer(str(settings.token))
            async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False, timeout=PATIENCE) as client:
                yield client
            server.should_exit = True
            await serving
        assert not any(task.done() for task in tasks)


class Stage:
    """Speaks as the stages of one build do."""

    def __init__(self, settings: Installation, app: dict[str, Any], build: dict[str, Any]) -> None:
        self._settings = settings
        self.build = Build(
            app_id=app["id"], app_key=app["key"], workspace_id=app["workspace_id"], requested_by="x",
            build_id=build["id"], build_no=1,
        )  # fmt: skip

    async def say(self, events: Sequence[Event]) -> None:
        secret, log = str(self._settings.secret), LogWriter(str(self._settings.kafka_bootstrap_servers))
        await log.append(
            [encode(event, source="fusion/prompt", secret=secret, count=n) for n, event in enumerate(events)]
        )
        await log.close()

    async def report(self, *lines: str) -> None:
        now = datetime.now(UTC)
        await self.say([Progress(build=self.build, stage="prompt", line=line, at=now) for line in lines])

    async def end(self) -> None:
        await self.say([BuildCancelled(build=self.build, stage="prompt", reason=CancelReason.SUPERSEDED)])


async def events(client: httpx.AsyncClient, build_id: str, last: str | None = None) -> AsyncIterator[dict[str, Any]]:
    headers = {"last-event-id": last} if last else {}
    async with client.stream("GET", f"/api/v1/builds/{build_id}/events", headers=headers) as answer:
        event: dict[str, Any] = {}
        async for line in answer.aiter_lines():
            name, _, value = line.partition(": ")
            if line and name:
                event[name] = value
            elif not line and event:
                yield {**event, "data": json.loads(event["data"])}
                event = {}


async def test_a_stream_follows_a_build_from_its_request_to_its_end_and_can_be_taken_up_again(
    settings: Installation,
) -> None:
    async with served(settings) as client, asyncio.timeout(PATIENCE):
        created = (await client.post("/api/v1/apps", json={"text": "Patients"})).json()
        build_id = created["build"]["id"]
        stage = Stage(settings, created["app"], created["build"])
        followed: list[dict[str, Any]] = []
        async for event in events(client, build_id):
            if not followed:
                await stage.report("one", "two", "three")
            followed.append(event)
            if event["data"].get("line") == "three":
                await stage.end()
        lines = [event for event in followed if event["event"] == "log"]
        assert [line["data"]["line"] for line in lines] == ["one", "two", "three"]
        states = [event["data"]["state"] for event in followed if event["event"] == "build"]
        assert (states[0], states[-1]) == ("queued", "cancelled")
        resumed = [event async for event in events(client, build_id, lines[1]["id"])]
        assert [event["data"].get("line", "the build") for event in resumed] == ["three", "the build"]


async def test_what_was_asked_for_before_a_restart_is_followed_after_it(settings: Installation) -> None:
    async with served(settings) as client:
        created = (await client.post("/api/v1/apps", json={"text": "Patients"})).json()
    await Stage(settings, created["app"], created["build"]).end()
    async with served(settings) as client, asyncio.timeout(PATIENCE):
        last = [event async for event in events(client, created["build"]["id"])][-1]
        assert last["data"]["state"] == "cancelled"


async def test_operators_see_how_far_the_groups_are(settings: Installation) -> None:
    async with served(settings) as client, asyncio.timeout(PATIENCE):
        await client.post("/api/v1/apps", json={"text": "Patients"})
        overview = (await client.get("/api/v1/ops/overview")).json()
        groups = {group["group"]: group["lag"] for group in overview["groups"]}
        assert groups["fusion.prompt"] >= 0
        assert f"projector-{settings.secret}" in groups
        assert (await client.get("/readyz")).json() == {"status": "ok", "checks": {"database": "ok", "broker": "ok"}}
