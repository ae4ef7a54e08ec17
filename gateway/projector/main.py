"""The projector: reads every topic into the read model. A task of the gateway's process, or a process of its own."""

from __future__ import annotations

import asyncio

import structlog

from gateway.projector.projection import Projection
from infra.bus.log import LogReader
from schemas.errors import Unavailable
from schemas.events import TOPICS

BATCH = 200
WAIT = 1.0
"""Seconds that the projector waits for records before it asks again."""

RETRY = 2.0

log = structlog.get_logger()


async def run(projection: Projection, servers: str, group: str) -> None:
    """Read for as long as the gateway runs; where the log or the database is away, go on where it was committed."""
    while True:
        try:
            async with LogReader.open(servers, group, TOPICS) as reader:
                await _read(projection, reader)
        except Unavailable as error:
            log.warning("the projector waits", reason=str(error))
        await asyncio.sleep(RETRY)


async def _read(projection: Projection, reader: LogReader) -> None:
    """Commit a batch once its transaction is; a crash in between applies it twice, which changes nothing."""
    while True:
        batch = await reader.batch(BATCH, WAIT)
        if batch:
            await projection.apply(batch)
            await reader.commit()
