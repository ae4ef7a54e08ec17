"""One worker as a process: joins its consumer groups, shows its health, finishes what it does before it ends."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Sequence
from typing import Any

import structlog

from infra import logs
from infra.artifacts.opening import open_artifacts
from infra.artifacts.store import Artifacts
from infra.bus.courtesies import Courtesies
from infra.bus.log import LogWriter
from infra.bus.patience import Patience
from infra.bus.pipeline import Pipeline
from infra.bus.subscription import Subscription
from infra.bus.surroundings import Surroundings
from infra.connections import connected
from infra.settings import Installation, Settings
from schemas.errors import Temporary, Unavailable
from schemas.events import Stage
from workers.bootstrap import Crew, bootstrap
from workers.health import Health, served

GRACE = 15.0
"""Seconds that a running handler has left when the process shall end."""

FLUSH = 3.0
"""Seconds that courtesies have left to be sent then."""

LONGEST_WAIT = 5.0
"""Seconds between two attempts to join, at most."""

BUG = 70
"""Exit code (EX_SOFTWARE) after something unexpected: start the process again."""

log = structlog.get_logger()


def run(stage: Stage, settings: Settings, port: int) -> int:
    """Work until told to stop; the exit code."""
    logs.configure(settings.log_format, settings.log_level)
    installation = connected(settings)
    artifacts = open_artifacts(installation)
    crew = bootstrap(stage, installation, artifacts)
    return asyncio.run(work(crew, artifacts, LogWriter(installation.kafka_bootstrap_servers), installation, port))


async def work(
    crew: Crew,
    artifacts: Artifacts,
    writer: LogWriter,
    settings: Installation,
    port: int,
    patience: Patience = Patience(),  # noqa: B008  # it is frozen
) -> int:
    """Let the handlers work until a signal or a bug ends it; the exit code."""
    servers, secret = settings.kafka_bootstrap_servers, settings.secret
    async with crew.meanwhile(), _couriers(writer) as courtesies:
        around = Surroundings(artifacts, secret, courtesies.offer, settings.outside_workspace, patience)
        pipelines = [Pipeline(handler, around) for handler in crew.handlers]
        subscriptions = [Subscription(pipeline, writer.append, servers, GRACE) for pipeline in pipelines]
        checks = {subscription.handler.name: subscription.problem for subscription in subscriptions}
        health = Health({**checks, "artifacts": lambda: reachable(artifacts)})
        async with served(health, settings.http_host, port) as at:
            log.info("started", stages=list(checks), health=f"http://{settings.http_host}:{at}")
            return await _until_told(subscriptions)


@contextlib.asynccontextmanager
async def _couriers(writer: LogWriter) -> AsyncIterator[Courtesies]:
    """Publishes courtesies meanwhile, and closes the writer at the end."""
    courtesies = Courtesies(writer.append)
    courier = asyncio.create_task(courtesies.run())
    try:
        yield courtesies
    finally:
        courier.cancel()
        await asyncio.gather(courier, return_exceptions=True)
        with contextlib.suppress(TimeoutError):  # while the broker is away, what is unsent would be waited for
            async with asyncio.timeout(FLUSH):
                await writer.close()


async def reachable(artifacts: Artifacts) -> str | None:
    """What is wrong with the artifact store, if anything."""
    try:
        await artifacts.claimed("health")
    except Temporary as error:
        return str(error)
    return None


async def _until_told(subscriptions: Sequence[Subscription]) -> int:
    """Join, then wait for a signal or a bug; leave in order. The exit code."""
    told = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, told.set)
    stopping = asyncio.create_task(told.wait())
    joining = [asyncio.create_task(_join(subscription)) for subscription in subscriptions]
    crashes = [subscription.crashed for subscription in subscriptions]
    ends: list[asyncio.Future[Any]] = [stopping, *crashes]
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    for task in (stopping, *joining):
        task.cancel()
    await asyncio.gather(stopping, *joining, return_exceptions=True)
    left = await asyncio.gather(*(subscription.stop() for subscription in subscriptions), return_exceptions=True)
    for error in [one for one in left if one is not None]:  # as aiokafka does while the broker is away
        log.warning("not left in order", error=repr(error))
    bug = any(crash.done() for crash in crashes)
    log.info("ended", after="a bug" if bug else "a signal")
    return BUG if bug else 0


async def _join(subscription: Subscription) -> None:
    """Start the subscription as soon as the broker and its topic are there; say once what it waits for."""
    pause, said = 0.2, ""
    while True:
        try:
            await subscription.start()
        except Unavailable as error:
            if str(error) != said:
                said = str(error)
                log.warning(f"{said} Waiting for it.", stage=subscription.handler.name)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_WAIT)
        else:
            log.info("ready", stage=subscription.handler.name)
            return
