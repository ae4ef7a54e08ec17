"""What may be in the way of a start, each told in one line with what to do about it."""

from __future__ import annotations

import shutil

from infra.addresses import is_free
from infra.settings import Settings
from infra.stack import kafka, postgres
from infra.stack.home import Home
from infra.stack.parts import Part, topics
from schemas.errors import Permanent, Unavailable

ENOUGH_DISK = 1 << 30
"""Bytes that must be free: Kafka, PostgreSQL and a few applications need them."""


def check_disk(home: Home, enough: int = ENOUGH_DISK) -> None:
    free = shutil.disk_usage(home.root).free
    if free < enough:
        raise Permanent(
            f"Only {free >> 20} MB are free where {home.root} is, and Fusion needs 1 GB: "
            "free some, or set FUSION_HOME to a directory on a larger disk."
        )


async def check_servers(settings: Settings) -> None:
    """Servers that someone else runs must be there already; the topics are made on them too."""
    if settings.database_url is not None and not await postgres.answers(settings.database_url):
        raise Unavailable("PostgreSQL at FUSION_DATABASE_URL does not answer: start it, or unset the variable.")
    if settings.kafka_bootstrap_servers is not None:
        if not await kafka.answers(settings.kafka_bootstrap_servers):
            raise Unavailable(
                f"Kafka at {settings.kafka_bootstrap_servers} (FUSION_KAFKA_BOOTSTRAP_SERVERS) does not answer: "
                "start it, or unset the variable."
            )
        await topics(settings.kafka_bootstrap_servers, settings)


def check_ports(wanted: tuple[Part, ...], home: Home) -> None:
    for part in wanted:
        if not is_free(part.port):
            cure = (
                "set FUSION_HTTP_PORT to another"
                if part.name == "gateway"
                else f"remove its line from {home.root / 'ports.json'} and another one is chosen"
            )
            raise Permanent(f"Port {part.port} ({part.name}) is in use by another program: end that, or {cure}.")
