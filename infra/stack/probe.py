"""Whether a part answers: one plain HTTP request, cheap enough to be asked ten times a second."""

from __future__ import annotations

import asyncio

PATIENCE = 5.0


async def ready(host: str, port: int, path: str = "/readyz") -> bool:
    """Whether `GET path` there is answered with 2xx within `PATIENCE` seconds."""
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                writer.write(f"GET {path} HTTP/1.0\r\nHost: {host}:{port}\r\n\r\n".encode())
                status = (await reader.readline()).split()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False
    return len(status) > 1 and status[1].startswith(b"2")
