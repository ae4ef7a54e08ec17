"""The supervisor: starts the parts in their order, starts again with back-off what ends, stops all in reverse order."""

from __future__ import annotations

import asyncio
import contextlib
import time
from asyncio import FIRST_COMPLETED
from asyncio.subprocess import Process
from collections.abc import Sequence
from typing import Protocol

from infra.processes import last_lines
from infra.stack.home import Home
from infra.stack.parts import Part
from infra.stack.process import Command, note
from schemas.errors import Unavailable

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY = 60.0
"""After so many seconds a part counts as healthy again: its next end is answered with the first, short pause."""
PATIENCE = 90.0
"""How long the first start of the whole may take before we say what is missing."""


class Audience(Protocol):
    """Whoever is told how the parts are doing."""

    def ready(self, part: str, seconds: float) -> None: ...

    def ended(self, part: str, code: int, pause: float, why: str) -> None: ...


class Supervisor:
    """Runs the parts until it is told to stop."""

    def __init__(self, parts: Sequence[Part], home: Home, audience: Audience) -> None:
        self._parts = parts
        self._home = home
        self._audience = audience
        self._ready = {part.name: asyncio.Event() for part in parts}
        self._running: dict[str, tuple[Process, Command]] = {}
        self._keepers: list[asyncio.Task[None]] = []

    async def start(self) -> list[str]:
        """Start everything; return once all parts are ready, or the names of those that are not after `PATIENCE`.

        Raises Unavailable when a server, which the other parts need, does not start.
        """
        self._keepers = [asyncio.create_task(self._keep(part)) for part in self._parts]
        everything = asyncio.create_task(self._all_ready())
        done, _ = await asyncio.wait([everything, *self._keepers], timeout=PATIENCE, return_when=FIRST_COMPLETED)
        everything.cancel()
        for task in done:
            task.result()
        return [name for name, event in self._ready.items() if not event.is_set()]

    async def _all_ready(self) -> None:
        for event in self._ready.values():
            await event.wait()

    async def failed(self) -> None:
        """Return only if a part can no longer be kept; raises what happened to it."""
        done, _ = await asyncio.wait(self._keepers, return_when=FIRST_COMPLETED)
        for task in done:
            task.result()

    async def stop(self) -> None:
        """Stop all parts: those that others need are stopped after them."""
        for task in self._keepers:
            task.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        needed = frozenset[str]().union(*(part.after for part in self._parts))
        await asyncio.gather(*(self._end(name) for name in self._running if name not in needed))
        await asyncio.gather(*(self._end(name) for name in self._running if name in needed))

    async def _keep(self, part: Part) -> None:
        for name in part.after:
            await self._ready[name].wait()
        pause = FIRST_PAUSE
        while True:
            began = time.monotonic()
            process = await self._spawn(part)
            if await _becomes_ready(part, process):
                if not self._ready[part.name].is_set():
                    await part.then()
                self._ready[part.name].set()
                self._audience.ready(part.name, time.monotonic() - began)
            code = await process.wait()
            why = " ".join(last_lines(self._home.log(part.name), 1))
            if not part.after and not self._ready[part.name].is_set():
                raise Unavailable(f"{part.name} did not start: {why} (more in {self._home.log(part.name)})")
            pause = FIRST_PAUSE if time.monotonic() - began > STEADY else pause
            self._audience.ended(part.name, code, pause, why)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _spawn(self, part: Part) -> Process:
        command = await asyncio.to_thread(part.command)
        with self._home.log(part.name).open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *command.args, stdout=log, stderr=asyncio.subprocess.STDOUT, **command.options
            )
        self._running[part.name] = process, command
        note(self._home.note(part.name), process.pid)
        return process

    async def _end(self, name: str) -> None:
        process, command = self._running[name]
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(command.stop)
            try:
                await asyncio.wait_for(process.wait(), command.grace)
            except TimeoutError:
                process.kill()
                await process.wait()
        self._home.note(name).unlink(missing_ok=True)


async def _becomes_ready(part: Part, process: Process) -> bool:
    """Wait until the part answers; False when its process ends first."""
    while process.returncode is None:
        if await part.answers():
            return True
        await asyncio.sleep(0.15)
    return False
