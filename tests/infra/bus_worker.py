"""A worker process for the tests of the bus, which does what the text of its event tells it to, or dies in the middle.

Arguments: topic, group, and where to die, once (`progress`, `published` or `nowhere`).
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from infra import logs
from infra.artifacts.opening import open_artifacts
from infra.bus.handlers import Handler, report, stage
from infra.bus.log import LogWriter
from infra.bus.patience import Patience
from infra.bus.wire import Record
from infra.connections import connected
from infra.settings import Settings
from schemas.errors import Permanent, Superseded, Temporary, Unavailable
from schemas.events import AppRequested, PromptUnderstood, Stage
from schemas.reading import Reading
from workers.bootstrap import Crew
from workers.main import work

IMPATIENT = Patience(window=0.2, first=0.05, pause=3)


def obedient(runs: Path) -> Handler:
    """A handler that does what it is told and leaves a file for every run."""

    @stage(Stage.PROMPT, limit=timedelta(seconds=2))
    async def obey(event: AppRequested) -> PromptUnderstood:
        (runs / f"{event.build.build_id}-{time.time_ns()}-{os.getpid()}").touch()
        await report(f"working on {event.text}")
        match event.text.split():
            case ["permanent", *_]:
                raise Permanent("Write something else.")
            case ["temporary", *_]:
                raise Temporary("The world is away.")
            case ["unavailable", *_] if not (runs / "back").exists():
                raise Unavailable("The world is away for all.")
            case ["superseded", *_]:
                raise Superseded("There is a newer one.")
            case ["crash", *_]:
                raise RuntimeError("a bug")
            case ["slow", *_]:
                await asyncio.sleep(60)
            case ["pause", seconds]:
                await asyncio.sleep(float(seconds))
            case ["nothing", *_]:
                return None  # type: ignore[return-value]  # a bug that types would find
        return PromptUnderstood(build=event.build, text=event.text, reading=Reading(title=f"by {os.getpid()}"))

    return obey


class Dying(LogWriter):
    """Kills this process, once in the life of a mark, after a record of that type was acknowledged."""

    def __init__(self, servers: str, event_type: bytes, mark: Path) -> None:
        super().__init__(servers)
        self._type, self._mark = ("ce_type", event_type), mark

    async def append(self, records: Sequence[Record]) -> None:
        await super().append(records)
        if any(self._type in record.headers for record in records) and not self._mark.exists():
            self._mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)


def main(topic: str, group: str, death: str) -> int:
    logs.configure("console")
    settings = connected(Settings())
    runs = settings.home / "runs"
    runs.mkdir(exist_ok=True)
    servers = settings.kafka_bootstrap_servers
    last = {"progress": b"Progress", "published": b"PromptUnderstood", "nowhere": b"none"}[death]
    handler = replace(obedient(runs), topic=topic, group=group)
    writer = Dying(servers, last, settings.home / "died")
    return asyncio.run(
        work(Crew((handler,)), open_artifacts(settings), writer, settings, settings.health_port, IMPATIENT)
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
