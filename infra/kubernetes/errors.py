"""What an API server answers when it does not do what it was asked, in the words in which Fusion fails."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import aiohttp

from schemas.errors import FusionError, Permanent, Temporary, Unavailable


class Forbidden(Temporary):
    """The API server does not let us: a role is missing, or has not come into force yet."""


class Conflict(Temporary):
    """Somebody else changed the object meanwhile."""


class QuotaExceeded(Permanent):
    """The namespace has no room for it."""


@contextmanager
def reached() -> Iterator[None]:
    """Turn what goes wrong on the way to the API server into Unavailable."""
    try:
        yield
    except (ssl.SSLError, aiohttp.ClientSSLError) as error:
        raise Unavailable(f"The Kubernetes API server's certificate is not accepted: {error}") from error
    except TimeoutError:
        raise Unavailable("The Kubernetes API server does not answer in time.") from None
    except (aiohttp.ClientError, OSError) as error:
        raise Unavailable(f"The Kubernetes API server cannot be reached: {error}") from error


def refusal(status: int, body: str, what: str) -> FusionError:
    """The error for an answer that is not a success. `what` says what was asked for."""
    said = _message(body)
    text = f"Kubernetes refused {what}: {said}"
    if status == HTTPStatus.UNAUTHORIZED:
        return Unavailable("The Kubernetes API server does not accept Fusion's credentials: renew the kubeconfig.")
    if status == HTTPStatus.FORBIDDEN:
        return _forbidden(said, text)
    if status == HTTPStatus.CONFLICT:
        return Conflict(text)
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return Temporary(text)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Unavailable(text)
    return Permanent(text)


def _forbidden(said: str, text: str) -> FusionError:
    if "exceeded quota" in said:
        return QuotaExceeded(f"{text}. Ask the operator for a larger quota.")
    if "is being terminated" in said:
        return Temporary(text)
    return Forbidden(text)


def _message(body: str) -> str:
    try:
        return str(json.loads(body)["message"])
    except (ValueError, KeyError, TypeError):
        return body[:300] or "no reason was given"
