"""What Docker and the registries behind it say when they refuse, turned into one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from aiodocker.exceptions import DockerError

from schemas.errors import FusionError, Permanent, Temporary, Unavailable

NO_CONNECTION = 900
"""What aiodocker gives as the status of a daemon that it does not reach."""

_CERTIFICATE = "the certificate of the registry is not accepted: renew it, or let the daemon trust its authority"
_REFUSED = "the registry refuses: check FUSION_REGISTRY_USER and FUSION_REGISTRY_PASSWORD, and what they may push"
_AWAY = "the registry does not answer: check FUSION_REGISTRY and the network"

_SIGNS: tuple[tuple[tuple[str, ...], type[Temporary], str], ...] = (
    (("no space left", "disk quota exceeded"), Unavailable, "its disk is full: free some space there"),
    (("failed to update the store", "shutting down", "context canceled"), Unavailable, "it is shutting down"),
    (("x509:", "certificate"), Unavailable, _CERTIFICATE),
    (("unauthorized", "authentication required", "no basic auth", "denied", "forbidden"), Unavailable, _REFUSED),
    (("toomanyrequests", "too many requests"), Temporary, "the registry asks for patience"),
    (
        ("connection refused", "no such host", "i/o timeout", "timeout exceeded", "deadline exceeded", "eof",
         "connection reset", "network is unreachable", "no route to host", "server error", "http response to https",
         "service unavailable", "bad gateway"),
        Unavailable,
        _AWAY,
    ),
)  # fmt: skip
"""Parts of what the daemon says, in lower case; the first that is found decides."""


@contextmanager
def translated(host: str) -> Iterator[None]:
    """Turn whatever goes wrong between us and the daemon at `host` into our own words."""
    try:
        yield
    except DockerError as error:
        if error.status == NO_CONNECTION:
            raise _away(host, error.message) from error
        raise refusal(host, error.message) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise _away(host, str(error) or type(error).__name__) from error


def _away(host: str, said: str) -> Unavailable:
    if "certificate" in said.lower():
        return Unavailable(
            f"The Docker daemon at {host} and Fusion do not accept each other's certificates: renew what has expired, "
            f"and name the right ones with FUSION_DOCKER_CERTIFICATES. ({said[:500]})"
        )
    return Unavailable(
        f"The Docker daemon at {host} does not answer: start it, or name another one with FUSION_DOCKER_HOST. "
        f"({said[:500]})"
    )


def refusal(host: str, message: str) -> FusionError:
    """What the daemon said, as ours: Permanent only where waiting mends nothing."""
    said = message.lower()
    for signs, kind, advice in _SIGNS:
        if any(sign in said for sign in signs):
            return kind(f"The Docker daemon at {host} could not do it, {advice}. It says: {message[:500]}")
    return Permanent(f"The Docker daemon at {host} refuses: {message[:2_000]}")
