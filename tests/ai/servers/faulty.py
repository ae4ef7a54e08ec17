"""A model server that behaves as it is told: slow, broken, cut off, refusing, contradicting."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

Answer = tuple[int, bytes]
Behaviour = Callable[["Faulty", dict[str, Any]], Awaitable[Answer]]


def completion(text: str, *, reason: str = "stop", tokens: int = 20) -> Answer:
    """What an OpenAI-compatible endpoint says."""
    choice = {"index": 0, "finish_reason": reason, "message": {"role": "assistant", "content": text}}
    return 200, json.dumps({"choices": [choice], "usage": {"completion_tokens": tokens}}).encode()


@dataclass(slots=True)
class Faulty:
    """`behave` answers each question; `asked` keeps what was asked."""

    behave: Behaviour
    asked: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
            )
            question = json.loads(await reader.readexactly(length))
            self.asked.append(question)
            status, body = await self.behave(self, question)
            writer.write(
                f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n"
                "connection: close\r\n\r\n".encode()
                + body
            )
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()
