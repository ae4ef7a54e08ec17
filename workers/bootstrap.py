"""The composition root of the workers: each stage with its engines. Imports only the stage that is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.artifacts.store import Artifacts
from infra.bus.handlers import Handler
from infra.settings import Installation
from schemas.events import Stage

if TYPE_CHECKING:
    from workers.deploy.engine import DeployEngine


@dataclass(frozen=True)
class Crew:
    """A stage's handlers, and what else its process does while they work."""

    handlers: tuple[Handler, ...]
    meanwhile: Callable[[], AbstractAsyncContextManager[None]] = nullcontext


def bootstrap(stage: Stage, settings: Installation, artifacts: Artifacts) -> Crew:
    """The stage with all it needs."""
    match stage:
        case Stage.PROMPT:
            return _prompt(settings, artifacts)
        case Stage.SCHEMA:
            return _schema(artifacts)
        case Stage.BACKEND:
            return _backend(artifacts)
        case Stage.FRONTEND:
            return _frontend(artifacts)
        case Stage.IMAGE:
            return _image(settings, artifacts)
        case Stage.DEPLOY:
            return _deploy(settings, artifacts)


def _prompt(settings: Installation, artifacts: Artifacts) -> Crew:
    from workers.prompt.choosing import engine
    from workers.prompt.worker import worker

    return Crew(worker(engine(settings, artifacts), artifacts))


def _schema(artifacts: Artifacts) -> Crew:
    from templates.engine import TargetLibrary
    from workers.schema.knowledge import load
    from workers.schema.worker import worker

    return Crew(worker(artifacts, TargetLibrary.discover().reserved, load()))


def _backend(artifacts: Artifacts) -> Crew:
    from templates.engine import TargetLibrary
    from workers.backend.worker import worker

    return Crew(worker(artifacts, TargetLibrary.discover()))


def _frontend(artifacts: Artifacts) -> Crew:
    from templates.engine import TargetLibrary
    from workers.frontend.worker import worker

    return Crew(worker(artifacts, TargetLibrary.discover()))


def _image(settings: Installation, artifacts: Artifacts) -> Crew:
    from templates.engine import TargetLibrary
    from workers.image.choosing import engine
    from workers.image.worker import worker

    return Crew(worker(engine(settings, artifacts), artifacts, TargetLibrary.discover()))


def _deploy(settings: Installation, artifacts: Artifacts) -> Crew:
    if settings.deploy_engine == "kubernetes":
        return _deploy_to_cluster(settings, artifacts)
    if settings.deploy_engine == "docker":
        return _deploy_to_docker(settings, artifacts)
    from infra.apps.bundles import Runtime
    from infra.apps.databases import AppDatabases
    from infra.apps.sandbox import best_sandbox
    from templates.engine import TargetLibrary
    from workers.deploy.process import ProcessEngine
    from workers.deploy.worker import worker

    databases = AppDatabases(settings.database_url, settings.secret)
    runtime = Runtime(settings.home, settings.secret, best_sandbox())
    broker = settings.kafka_bootstrap_servers.split(",")[0].rpartition(":")[2]
    engine = ProcessEngine(
        artifacts,
        databases,
        runtime,
        allow_unsandboxed=settings.allow_unsandboxed,
        guarded={"platform's broker": int(broker)},
        keep_dumps=settings.dump_retired,
    )

    @asynccontextmanager
    async def looked_after() -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as tasks:
            supervising = tasks.create_task(engine.keep_running())
            yield
            supervising.cancel()
        if settings.stop_apps_on_exit:
            await engine.stop_all()

    return Crew(worker(engine, artifacts, TargetLibrary.discover()), looked_after)


def _deploy_to_cluster(settings: Installation, artifacts: Artifacts) -> Crew:
    from workers.deploy.kubernetes.operating import kubernetes_engine

    engine = kubernetes_engine(settings, artifacts)
    return _watching(engine, artifacts, engine.close)


def _deploy_to_docker(settings: Installation, artifacts: Artifacts) -> Crew:
    from workers.deploy.docker_operating import docker_engine

    engine = docker_engine(settings, artifacts)

    async def ended() -> None:
        if settings.stop_apps_on_exit:
            await engine.stop_all()

    return _watching(engine, artifacts, ended)


def _watching(engine: DeployEngine, artifacts: Artifacts, ended: Callable[[], Awaitable[None]]) -> Crew:
    """The stage on an engine that watches what others keep running."""
    from templates.engine import TargetLibrary
    from workers.deploy.worker import worker

    @asynccontextmanager
    async def watched() -> AsyncIterator[None]:
        watching = asyncio.create_task(engine.keep_running())
        yield
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        await ended()

    return Crew(worker(engine, artifacts, TargetLibrary.discover()), watched)
