"""Reads the environment, which holds all that differs between installations."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def flag(name: str) -> bool:
    """Whether a variable says yes."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str = "") -> list[str]:
    """The parts of a variable that are separated by commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def secret(name: str, *, debug: bool) -> str:
    """A variable that must be set, except for development. Raises ImproperlyConfigured."""
    value = os.environ.get(name) or ("for-development-only" * 4 if debug else "")
    if not value:
        raise ImproperlyConfigured(f"Set {name} to a long random value (or DEBUG=1 for development).")
    return value


def database(url: str) -> dict[str, object]:
    """Django's settings of a database from `postgresql://user:password@host:port/name?option=value`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("Set DATABASE_URL to postgresql://user:password@host:port/name.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        # Connections are shared by the threads and given back to the server while nobody works.
        "OPTIONS": {**options, "pool": {"min_size": 0, "max_size": 4, "max_idle": 60, "timeout": 10}},
    }
