"""One `fusion up` in one home: a second is refused, and what a killed one left behind is ended."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from infra.stack import kafka, postgres
from infra.stack.home import Home
from infra.stack.parts import GRACE
from infra.stack.process import noted, stop
from schemas.errors import Permanent


@contextlib.contextmanager
def alone(home: Home, url: str) -> Iterator[None]:
    """Hold this home; the lock ends with our process, whatever happens to it. Raises Permanent when it is held."""
    running = home.root / "up.json"
    with (home.root / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            there = json.loads(running.read_text()) if running.exists() else {"pid": "?", "url": "its own terminal"}
            raise Permanent(
                f"Fusion is already running in {home.root} (process {there['pid']}): {there['url']}"
            ) from None
        running.write_text(json.dumps({"pid": os.getpid(), "url": url}))
        try:
            yield
        finally:
            running.unlink(missing_ok=True)


def clear_leftovers(home: Home) -> None:
    """End what an earlier `fusion up` left behind when it was killed. Only what is certainly ours is touched."""
    left = {path.stem: process for path in home.directory("run").glob("*.json") if (process := noted(path))}
    servers = {"kafka": kafka.STOP, "postgres": postgres.STOP}
    for names in (left.keys() - servers.keys(), left.keys() & servers.keys()):
        with ThreadPoolExecutor(max(1, len(names))) as pool:
            list(pool.map(lambda name: stop(left[name], servers.get(name, signal.SIGTERM), GRACE), names))
    for path in home.directory("run").glob("*.json"):
        path.unlink()
