"""Scratch space of one process: gone when it ends, and cleared by the next one where it was killed."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Scratch:
    """A directory below `root` for this process alone. `owner` names it, for what it makes elsewhere."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self.owner = secrets.token_hex(6)
        self._directory = self._root / self.owner
        self._directory.mkdir(parents=True)
        # Held until this process ends, however it ends: a lock that can be had belongs to a dead one.
        self._lock = os.open(self._root / f"{self.owner}.lock", os.O_WRONLY | os.O_CREAT)
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    @contextmanager
    def directory(self) -> Iterator[Path]:
        """A new directory that lives as long as the context."""
        path = Path(tempfile.mkdtemp(dir=self._directory))
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def dead(self) -> Iterator[str]:
        """The owners that ended without cleaning up; what they left here is removed after each."""
        for path in sorted(self._root.glob("*.lock")):
            if path.stem == self.owner:
                continue
            with path.open("w") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield path.stem
                shutil.rmtree(self._root / path.stem, ignore_errors=True)
                path.unlink(missing_ok=True)
