"""What every request passes first: the host it names, the size it has; and what every answer carries."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.problems import respond

MAX_BODY = 2 * 1024 * 1024
"""Bytes of the largest request."""

TOO_LARGE = f"The request is larger than {MAX_BODY >> 20} MB: send less."

PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
"""What is asked by address, whatever the host is called."""

HEADERS = {
    "content-security-policy": "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


class Guard:
    """`hosts`: the names, without port, under which the gateway may be asked; a foreign one means DNS rebinding."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        carried = _carrying(send, private=str(scope["path"]).startswith("/api/"))
        if scope["path"] not in PROBES and _name(headers.get("host", "")) not in self._hosts:
            await respond(421, "This host name is not ours: use the address that Fusion printed.")(
                scope, receive, carried
            )
        elif _announced(headers) > MAX_BODY:
            await respond(413, TOO_LARGE)(scope, receive, carried)
        else:
            await self._limited(scope, receive, carried)

    async def _limited(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a body of unannounced length, and stop reading where it is too large."""
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > MAX_BODY:
                raise HTTPException(413, TOO_LARGE)
            return message

        await self._app(scope, counted, send)


def _carrying(send: Send, *, private: bool) -> Send:
    async def carry(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if private:
                headers.setdefault("cache-control", "no-store")
        await send(message)

    return carry


def _name(host: str) -> str:
    """The host without its port; an IPv6 address keeps its brackets."""
    return host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() else 0
