"""One Docker daemon, on this machine or another one, and the way to it."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiodocker import Docker
from aiodocker.exceptions import DockerError

from infra.docker.errors import translated

LOCAL = "unix:///var/run/docker.sock"

PATIENCE = 60.0
"""Seconds for one short request. What takes long (building, pushing, following) has limits of its own."""


class Daemon:
    """A daemon by its host, as DOCKER_HOST names it; `certificates` holds ca.pem, cert.pem and key.pem for TLS."""

    def __init__(self, host: str = LOCAL, certificates: Path | None = None, patience: float = PATIENCE) -> None:
        self.host = host
        self._timeout = aiohttp.ClientTimeout(total=patience, sock_connect=10)
        self._certificates = certificates

    @property
    def address(self) -> str:
        """Where the ports that its containers publish are reached from here."""
        return urlsplit(self.host).hostname or "127.0.0.1"

    @property
    def local(self) -> bool:
        return self.host.startswith("unix:")

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Docker]:
        """A connection for a while. Raises Unavailable where the daemon is away, and what it refuses in our words."""
        with translated(self.host):
            context = self._context()
            url = self.host.replace("tcp://", "https://" if context else "http://")
            client = Docker(url, ssl_context=context, timeout=self._timeout)
            try:
                yield client
            finally:
                await client.close()

    async def problem(self) -> str | None:
        """What is wrong with the daemon, if anything."""
        async with self.client() as docker:
            await docker.version()
        return None

    def _context(self) -> ssl.SSLContext | None:
        if self._certificates is None:
            return None
        context = ssl.create_default_context(cafile=self._certificates / "ca.pem")
        context.load_cert_chain(self._certificates / "cert.pem", self._certificates / "key.pem")
        return context


def missing(error: DockerError) -> bool:
    """Whether what was named is not there."""
    return bool(error.status == 404)


Record = dict[str, Any]
"""Something as the daemon describes it."""
