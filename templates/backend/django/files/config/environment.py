"""Reads the environment, which holds all that differs between installations."""

import os
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def flag(name: str) -> bool:
    """Whether a variable says yes."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str = "") -> list[str]:
    """The parts of a variable that are separated by commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def number(name: str, default: int) -> int:
    """A variable that is a whole number. Raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"Set {name} to a whole number, such as {default}.")
    return int(value)


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


class Email(NamedTuple):
    """Django's settings for sending e-mail."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False


def email(url: str) -> Email:
    """How e-mail is sent, from `smtp://user:password@host:587` (`smtps` for TLS from the start), `console:` or nothing.

    Over `smtp` the connection is secured by STARTTLS unless `?tls=0` says that it need not be.
    """
    parts = urlsplit(url)
    backends = {"": "dummy", "console": "console", "smtp": "smtp", "smtps": "smtp"}
    if parts.scheme not in backends or (parts.scheme.startswith("smtp") and not parts.hostname):
        raise ImproperlyConfigured("Set EMAIL_URL to smtp://user:password@host:port (or smtps://…, or console:).")
    ssl = parts.scheme == "smtps"
    return Email(
        backend=f"django.core.mail.backends.{backends[parts.scheme]}.EmailBackend",
        host=parts.hostname or "",
        port=parts.port or (465 if ssl else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtp" and dict(parse_qsl(parts.query)).get("tls") != "0",
        ssl=ssl,
    )


def identity_providers() -> list[dict[str, object]]:
    """The OpenID Connect provider that OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET name, if they do."""
    issuer = os.environ.get("OIDC_ISSUER", "")
    if not issuer:
        return []
    names = ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    if missing := [name for name in names if not os.environ.get(name)]:
        raise ImproperlyConfigured(f"Set {' and '.join(missing)} beside OIDC_ISSUER.")
    client, secret_ = (os.environ[name] for name in names)
    settings = {"server_url": issuer, "email_authentication": True}
    label = os.environ.get("OIDC_NAME", "Single sign-on")
    return [{"provider_id": "oidc", "name": label, "client_id": client, "secret": secret_, "settings": settings}]
