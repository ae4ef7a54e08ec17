"""What Docker and the registries behind it say when they refuse, turned into one sentence that says what to do."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from aiodocker.exceptions import DockerError

from schemas.errors import FusionError, Permanent, Temporary, Unavailable

_CERTIFICATE = "the certificate of the registry is not accepted: renew it, or let the daemon trust its authority"
_REFUSED = "the registry refuses: check FUSION_REGISTRY_USER and FUSION_REGISTRY_PASSWORD, and what they may push"
_AWAY = "the registry does not answer: check FUSION_REGISTRY and the network"

_SIGNS: tuple[tuple[tuple[str, ...], type[Temporary], str], ...] = (
    (("no space left", "disk quota exceeded"), Unavailable, "its disk is full: free some space there"),
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
        raise refusal(host, error.message) from error
    except (ssl.SSLError, aiohttp.ClientSSLError) as error:
        raise Unavailable(
            f"The Docker daemon at {host} and Fusion do not accept each other's certificates ({error}): renew what "
            "has expired, and name the right ones with FUSION_DOCKER_CERTIFICATES."
        ) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise Unavailable(
            f"The Docker daemon at {host} does not answer ({str(error) or type(error).__name__}): start it, or name "
            "another one with FUSION_DOCKER_HOST."
        ) from error


def refusal(host: str, message: str) -> FusionError:
    """What the daemon said, as ours: Permanent only where waiting mends nothing."""
    said = message.lower()
    for signs, kind, advice in _SIGNS:
        if any(sign in said for sign in signs):
            return kind(f"The Docker daemon at {host} could not do it, {advice}. It says: {message[:500]}")
    return Permanent(f"The Docker daemon at {host} refuses: {message[:2_000]}")
