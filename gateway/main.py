"""The composition root of the gateway: opens what it needs, runs its tasks, serves until it is told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
import uvicorn
from fastapi import FastAPI

from gateway.application import create_application
from gateway.first import begin
from gateway.lags import PROJECTOR, Lags
from gateway.platform import Platform
from gateway.projector import deferrals, stuck
from gateway.projector import main as projector
from gateway.projector.labels import Labels
from gateway.projector.projection import Projection
from gateway.relay import Relay
from gateway.signals import Signals
from infra.artifacts.opening import open_artifacts
from infra.bus.log import LogOffsets, LogWriter
from infra.database import Database
from infra.migrations import migrate
from infra.settings import Installation, Settings
from templates.engine import TargetLibrary

SCRIPTS = Path(__file__).parent / "migrations"
OWN_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})

log = structlog.get_logger()


async def serve(settings: Installation) -> None:
    """Serve until SIGINT or SIGTERM. Raises Unavailable."""
    await migrated(settings)
    server: uvicorn.Server | None = None

    def crashed() -> None:
        """Half a gateway is worse than none: whoever started it starts it again."""
        if server is not None:
            server.should_exit = True

    failures: list[BaseException] = []

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running(settings) as (platform, tasks):
            app.state.platform = platform
            for task in tasks:
                task.add_done_callback(lambda done: _note(done, failures, crashed))
            yield

    app = create_application(lifespan, hosts(settings))
    server = uvicorn.Server(_configuration(app, settings))
    await server.serve()
    if failures:
        raise failures[0]


async def migrated(settings: Installation) -> None:
    """Bring the platform's database up to date."""
    await migrate(settings.database_url, SCRIPTS)


def _configuration(app: FastAPI, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.http_host,
        port=settings.http_port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )


def _note(task: asyncio.Task[None], failures: list[BaseException], crashed: Callable[[], None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("a task of the gateway ended", task=task.get_name(), exc_info=error)
        failures.append(error)
        crashed()


@asynccontextmanager
async def running(
    settings: Installation, group: str = PROJECTOR
) -> AsyncIterator[tuple[Platform, list[asyncio.Task[None]]]]:
    """The platform, and the tasks that keep it going: notifications, relay, projector, deferrals, stuck builds."""
    servers = settings.kafka_bootstrap_servers
    async with AsyncExitStack() as stack:
        database = await Database.open(settings.database_url)
        stack.push_async_callback(database.close)
        await begin(database, settings)
        writer, offsets = LogWriter(servers), LogOffsets(servers)
        stack.push_async_callback(writer.close)
        stack.push_async_callback(offsets.close)
        artifacts, signals = open_artifacts(settings), Signals(database)
        platform = Platform(
            settings, database, artifacts, TargetLibrary.discover(), signals, Lags(offsets, group), group
        )
        projection = Projection(database, Labels(artifacts), settings.secret, settings.outside_workspace)
        yield (
            platform,
            await _started(
                stack,
                signals=signals.run(),
                relay=Relay(database, writer, signals).run(),
                projector=projector.run(projection, servers, group),
                deferrals=deferrals.run(platform),
                stuck=stuck.run(platform, offsets),
            ),
        )


async def _started(stack: AsyncExitStack, **work: Coroutine[Any, Any, None]) -> list[asyncio.Task[None]]:
    tasks = [asyncio.create_task(run, name=name) for name, run in work.items()]

    async def stop() -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    stack.push_async_callback(stop)
    return tasks


def hosts(settings: Settings) -> frozenset[str]:
    """The names under which the gateway may be asked."""
    further = {name.strip() for name in settings.allowed_hosts.split(",") if name.strip()}
    public = urlsplit(settings.public_url or "").hostname
    return OWN_NAMES | further | ({public} if public else set()) | {settings.http_host}
