"""Artifacts in a directory: written aside, flushed to disk, and given their name only when complete."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from infra.artifacts.store import intact, reference, safe
from infra.disk import advice
from schemas.artifacts import ArtifactRef
from schemas.errors import Unavailable

Result = TypeVar("Result")


class DirectoryArtifacts:
    """The engine for one machine, or for several that share a file system with hard links."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, content: bytes, media_type: str) -> ArtifactRef:
        ref = reference(content, media_type)
        path = self._path(ref)

        def write() -> None:
            if _read(path) != content:  # a damaged one is mended
                with _complete(path, content) as temporary:
                    temporary.replace(path)
                _flush(path.parent)

        await self._in_thread(write)
        return ref

    async def get(self, ref: ArtifactRef) -> bytes:
        return await self._in_thread(lambda: intact(_read(self._path(ref)), ref))

    async def claim(self, key: str, content: bytes) -> bytes:
        path = self._claim(key)

        def first() -> bytes:
            if (there := _read(path)) is not None:
                return there
            with _complete(path, content) as temporary:
                try:
                    path.hardlink_to(temporary)
                except FileExistsError:
                    return path.read_bytes()
            _flush(path.parent)
            return content

        return await self._in_thread(first)

    async def claimed(self, key: str) -> bytes | None:
        path = self._claim(key)
        return await self._in_thread(lambda: _read(path))

    def _path(self, ref: ArtifactRef) -> Path:
        return self._root / "sha256" / ref.sha256[:2] / ref.sha256

    def _claim(self, key: str) -> Path:
        """No key holds `=`, so that the file of one is never the directory of another."""
        return self._root / "claims" / f"{safe(key)}="

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        try:
            return await asyncio.to_thread(work)
        except OSError as error:
            raise Unavailable(f"The artifact store {self._root} fails: {advice(error)}") from error


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


@contextmanager
def _complete(path: Path, content: bytes) -> Iterator[Path]:
    """A temporary file beside `path` that holds the content, safely on disk; gone afterwards."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _flush(directory: Path) -> None:
    """Names are data of their directory: these too have to reach the disk."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
