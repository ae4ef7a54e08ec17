"""Addresses on this machine: which ports are free, and where to find what listens on all interfaces."""

from __future__ import annotations

import random
import socket
from collections.abc import Collection

UNLENT = range(18_000, 30_000)
"""Ports below those that systems lend to outgoing connections, so that a free one stays free."""

LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104  # compared with, not bound to


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether nothing listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(avoid: Collection[int] = ()) -> int:
    """Any free port that is not to be avoided."""
    candidates = [port for port in UNLENT if port not in avoid]
    random.shuffle(candidates)
    return next(port for port in candidates if is_free(port))


def reachable(host: str) -> str:
    """Where a process on this machine finds what listens on `host`."""
    return LOOPBACK.get(host, host)
