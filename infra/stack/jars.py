"""Kafka's jars: fetched from Maven Central once, each checked against the sha256 in `kafka.lock`."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from schemas.errors import Permanent, Unavailable

CENTRAL = "https://repo1.maven.org/maven2"
LOCK = Path(__file__).with_name("kafka.lock")

Fetch = Callable[[str], bytes]


def jars(cache: Path, fetch: Fetch | None = None, lock_file: Path = LOCK) -> Path:
    """The directory of the locked jars, filled when they are not there yet.

    Raises Unavailable where Maven Central is away, Permanent where a jar is not the one that was locked.
    """
    lock = lock_file.read_text()
    directory = cache.expanduser().resolve() / f"kafka-{hashlib.sha256(lock.encode()).hexdigest()[:12]}"
    if not directory.exists():
        directory.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=directory.parent))
        try:
            _fill(draft, lock, fetch)
            _install(draft, directory)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return directory


def _fill(draft: Path, lock: str, fetch: Fetch | None) -> None:
    entries = [line.split() for line in lock.splitlines()]
    with httpx.Client(timeout=60, follow_redirects=True) as client, ThreadPoolExecutor(8) as pool:
        fetched = pool.map(fetch or (lambda path: _download(client, path)), [path for _, path in entries])
        for (sha256, path), content in zip(entries, fetched, strict=True):
            if hashlib.sha256(content).hexdigest() != sha256:
                raise Permanent(f"{path} is not the jar that {LOCK.name} names: its sha256 differs. Nothing was kept.")
            (draft / Path(path).name).write_bytes(content)


def _download(client: httpx.Client, path: str) -> bytes:
    try:
        return client.get(f"{CENTRAL}/{path}").raise_for_status().content
    except httpx.HTTPError as error:
        raise Unavailable(f"Kafka's jar {path} could not be fetched from {CENTRAL}: {error}") from error


def _install(draft: Path, directory: Path) -> None:
    """Give the finished draft its name; another process may have been first with the same jars."""
    draft.chmod(0o755)
    try:
        draft.rename(directory)
    except OSError:
        if not directory.exists():
            raise
