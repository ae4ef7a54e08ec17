"""A worker's own page: alive, ready, and its metrics. Ready tells of this worker alone, whatever the others do."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from schemas.errors import Permanent

FRESH = 1.0
"""Seconds for which the answer of a check holds, so that many who ask cost no more than one."""

Problem = Callable[[], Awaitable[str | None]]
"""What is wrong with a part just now, if anything."""


class Health:
    """An ASGI application with /healthz, /readyz and /metrics."""

    def __init__(self, checks: dict[str, Problem]) -> None:
        self._checks = checks
        self._checked = -FRESH
        self._problems: dict[str, str] = {}
        self._one_at_a_time = asyncio.Lock()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        status, kind, body = await self._page(scope["path"])
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _page(self, path: str) -> tuple[int, str, bytes]:
        match path:
            case "/healthz":
                return 200, "application/json", b'{"alive": true}'
            case "/readyz":
                problems = await self._found()
                answer = {"ready": not problems, "problems": problems}
                return 503 if problems else 200, "application/json", json.dumps(answer).encode()
            case "/metrics":
                return 200, CONTENT_TYPE_LATEST, generate_latest()
        return 404, "text/plain", b"/healthz, /readyz, /metrics\n"

    async def _found(self) -> dict[str, str]:
        async with self._one_at_a_time:
            if time.monotonic() - self._checked >= FRESH:
                found = await asyncio.gather(*(check() for check in self._checks.values()))
                self._problems = {name: text for name, text in zip(self._checks, found, strict=True) if text}
                self._checked = time.monotonic()
        return self._problems


class Page(uvicorn.Server):
    """A server that leaves the signals to the process it is in, and sleeps while nobody asks."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._over = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        await self._over.wait()

    def end(self) -> None:
        self.should_exit = True
        self._over.set()


@contextlib.asynccontextmanager
async def served(health: Health, host: str, port: int) -> AsyncIterator[int]:
    """Serve the page meanwhile; gives the port, which is a free one for 0. Raises Permanent where it is taken."""
    try:
        listening = socket.create_server((host, port))
    except OSError as error:
        raise Permanent(f"Port {port} of {host} cannot be used ({error.strerror}): name another one.") from None
    page = Page(uvicorn.Config(health, log_config=None, access_log=False, lifespan="off", ws="none"))
    serving = asyncio.create_task(page.serve(sockets=[listening]))
    try:
        yield listening.getsockname()[1]
    finally:
        page.end()
        await serving
