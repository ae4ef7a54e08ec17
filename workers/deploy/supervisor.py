"""The supervisor: compares what shall run with what runs, and starts what is missing, with growing patience."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import UUID

import structlog

from schemas.errors import FusionError, Temporary
from workers.deploy.state import AppDirectory, Apps, Desired

INTERVAL = 1.0
"""Seconds between two looks. A look at 100 applications that all run takes some milliseconds."""

AT_ONCE = 2
"""How many applications are started at the same time, so that a restart of the machine is no stampede."""

LONGEST_WAIT = 60.0
STEADY = 60.0
"""After this many seconds of life, an earlier crash no longer counts."""

Restart = Callable[[AppDirectory, Desired], Awaitable[str | None]]

log = structlog.get_logger()


@dataclass
class Patience:
    """How often an application ended lately, and when it may be started again."""

    failures: int = 0
    not_before: float = 0.0
    started: float = field(default_factory=time.monotonic)

    def start(self, now: float) -> None:
        self.failures = 1 if now - self.started > STEADY else self.failures + 1
        self.started = now
        self.not_before = now + min(2.0 ** (self.failures - 1), LONGEST_WAIT)


class Supervisor:
    """Looks after all applications of this machine. Several may run: the application's lock decides who acts."""

    def __init__(self, apps: Apps, restart: Restart) -> None:
        self._apps = apps
        self._restart = restart
        self._patience: dict[UUID, Patience] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def run(self) -> None:
        """Look after them until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(INTERVAL)

    async def look(self) -> None:
        """Start what shall run and does not."""
        missing = [desired for desired in self._apps.all() if self._missing(desired)]
        await asyncio.gather(*(self._start(desired.app_id) for desired in missing))

    def _missing(self, desired: Desired) -> bool:
        place = self._apps.directory(desired.app_id)
        if desired.served is None or place.serves(place.release(desired.served.image)):
            return False
        patience = self._patience.get(desired.app_id)
        return patience is None or patience.not_before <= time.monotonic()

    async def _start(self, app_id: UUID) -> None:
        async with self._slots:
            try:
                with self._apps.locked(app_id) as place:
                    desired = place.read()
                    if desired is None or not self._missing(desired):
                        return
                    self._patience.setdefault(app_id, Patience()).start(time.monotonic())
                    problem = await self._restart(place, desired)
            except Temporary as error:  # being deployed just now, or its port or database is away: the next look
                log.info("application not started yet", app_id=str(app_id), reason=str(error))
                return
            except FusionError as error:
                problem = str(error)
            log.info("application started" if problem is None else "application does not come up",
                     app_id=str(app_id), problem=problem)  # fmt: skip
