"""A program that tries to leave an application's namespace, run in a pod of it. Standard library, and psycopg if there.

Its environment: DATABASE_URL, and PROBE as JSON: `{"closed": {check: [host, port]}, "doors": {check: [host, port]},
"databases": {check: [user or null, database]}, "files": {check: path}}`. It prints `{check: "reached" | "refused" |
"open" | …}`; a closed way that opens is `open`, a door that does not is `closed`.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit, urlunsplit

PATIENCE = 20.0
"""Seconds in which its own database must be reached: policies come into force a moment after a pod does."""


def connects(host: str, port: int, seconds: float = 3.0) -> bool:
    try:
        with socket.create_connection((host, port), timeout=seconds):
            return True
    except OSError:
        return False


def knocks(host: str, port: int) -> bool:
    """A door, with some patience."""
    end = time.monotonic() + PATIENCE
    while not (opened := connects(host, port)) and time.monotonic() < end:
        time.sleep(0.2)
    return opened


def queried(url: str) -> str:
    """`open`, `refused`, or what else happened."""
    try:
        import psycopg  # type: ignore[import-not-found]
    except ImportError:
        return "unknown: this image has no client for PostgreSQL"
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            connection.execute("SELECT 1")
    except psycopg.OperationalError as error:
        said = str(error).lower()
        signs = ("permission denied", "password authentication failed", "not permitted", "no password", "no pg_hba")
        return "refused" if any(sign in said for sign in signs) else f"unknown: {said.splitlines()[0][:120]}"
    return "open"


def own(url: str) -> str:
    end = time.monotonic() + PATIENCE
    while (found := queried(url)) != "open" and not found.startswith("refused") and time.monotonic() < end:
        time.sleep(0.3)
    return "reached" if found == "open" else found


def other(url: str, user: str | None, database: str) -> str:
    """The URL of another database; with another `user`, without a password."""
    parts = urlsplit(url)
    netloc = parts.netloc if user is None else f"{user}:@{parts.netloc.rpartition('@')[2]}"
    return urlunsplit(parts._replace(netloc=netloc, path=f"/{database}"))


def main() -> None:
    wanted: dict[str, Any] = json.loads(os.environ["PROBE"])
    url = os.environ["DATABASE_URL"]
    found = {"own database": own(url)}
    with ThreadPoolExecutor(8) as pool:
        ways = {check: pool.submit(connects, *to) for check, to in wanted["closed"].items()}
        doors = {check: pool.submit(knocks, *to) for check, to in wanted["doors"].items()}
        bases = {check: pool.submit(queried, other(url, *to)) for check, to in wanted["databases"].items()}
        found |= {check: "open" if way.result() else "refused" for check, way in ways.items()}
        found |= {check: "reached" if door.result() else "closed" for check, door in doors.items()}
        found |= {check: base.result() for check, base in bases.items()}
    found |= {check: "open" if os.path.exists(path) else "refused" for check, path in wanted["files"].items()}  # noqa: PTH110
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
