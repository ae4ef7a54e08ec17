"""What `fusion up` runs: the two servers where no other is named, the gateway, and the six workers."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from infra.addresses import reachable
from infra.bus.topics import Plan, apply_topics
from infra.connections import connected
from infra.settings import Installation, Settings
from infra.stack import kafka, postgres
from infra.stack.home import Home
from infra.stack.jars import jars
from infra.stack.probe import ready
from infra.stack.process import Command
from schemas.events import Stage

GRACE = 40.0
"""Seconds for a handler to finish and, in the deploy worker, for the applications to stop."""


async def _nothing() -> None:
    """What most parts still need once they answer."""


@dataclass(frozen=True)
class Part:
    """One process of the stack. It starts once the parts in `after` are ready; `port` is where it listens."""

    name: str
    port: int
    command: Callable[[], Command]
    answers: Callable[[], Awaitable[bool]]
    after: frozenset[str] = frozenset()
    then: Callable[[], Awaitable[None]] = _nothing


def parts(settings: Settings, home: Home) -> tuple[Part, ...]:
    """All parts of a local installation; servers first, which is the order in which they are named to people."""
    servers = _servers(settings, home)
    needed = frozenset(part.name for part in servers)
    everything = connected(settings)
    return (*servers, _gateway(everything, needed), *(_worker(everything, home, stage, needed) for stage in Stage))


def _servers(settings: Settings, home: Home) -> tuple[Part, ...]:
    found = []
    if settings.database_url is None:
        url = postgres.database_url(home, "postgres")
        found.append(
            Part(
                "postgres",
                home.port("postgres"),
                lambda: postgres.postgres(home),
                lambda: postgres.answers(url),
                then=lambda: postgres.ensure_platform_database(home),
            )
        )
    if settings.kafka_bootstrap_servers is None:
        servers = kafka.bootstrap_servers(home)
        found.append(
            Part(
                "kafka",
                home.port("kafka"),
                lambda: kafka.kafka(home, jars(settings.cache)),
                lambda: kafka.answers(servers),
                then=lambda: topics(servers, settings),
            )
        )
    return tuple(found)


async def topics(servers: str, settings: Settings) -> None:
    await apply_topics(servers, Plan.of(settings, local=settings.kafka_bootstrap_servers is None))


def _gateway(settings: Installation, after: frozenset[str]) -> Part:
    host, port = reachable(settings.http_host), settings.http_port
    command = _fusion(settings, "gateway")
    return Part("gateway", port, lambda: command, lambda: ready(host, port), after)


def _worker(settings: Installation, home: Home, stage: Stage, after: frozenset[str]) -> Part:
    port = home.port(f"worker-{stage}")
    command = _fusion(settings, "worker", stage.value, FUSION_HEALTH_PORT=str(port))
    return Part(stage.value, port, lambda: command, lambda: ready("127.0.0.1", port), after)


def _fusion(settings: Installation, *args: str, **env: str) -> Command:
    """A `fusion …` process that finds the same home, servers and secret as we do."""
    env |= {
        "FUSION_HOME": str(settings.home),
        "FUSION_KAFKA_BOOTSTRAP_SERVERS": settings.kafka_bootstrap_servers,
        "FUSION_DATABASE_URL": settings.database_url,
        "FUSION_SECRET": settings.secret,
        "FUSION_STOP_APPS_ON_EXIT": "1",
    }
    return Command([str(Path(sys.executable).with_name("fusion")), *args], env, grace=GRACE)
