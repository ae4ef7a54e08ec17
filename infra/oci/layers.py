"""Layers of an image: deterministic, compressed archives of files, known by digest."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from infra.trees import Tree

ZIPPED = "application/vnd.oci.image.layer.v1.tar+gzip"


@dataclass(frozen=True)
class Layer:
    """`path` holds it compressed; `digest` and `size` are of that, `diff_id` is of the archive within."""

    path: Path
    digest: str
    size: int
    diff_id: str


class _Hashing(io.RawIOBase):
    """Writes through, and keeps the digest and size of what went by."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._hash = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        content = bytes(data)  # type: ignore[call-overload]
        self._hash.update(content)
        self.size += len(content)
        self._target.write(content)
        return len(content)

    @property
    def digest(self) -> str:
        return f"sha256:{self._hash.hexdigest()}"


def layer_of_tree(tree: Tree, at: str, path: Path) -> Layer:
    """A layer with a tree's files at `at`."""
    files = [(f"{at}/{name}", content) for name, content in sorted(tree.items())]
    return _written(path, (_file(name, content) for name, content in files))


def layer_of_directory(root: Path, path: Path) -> Layer:
    """A layer with all that is below a directory: files, links and directories, owned by root, of no time."""
    return _written(path, (_member(root, found) for found in sorted(root.rglob("*"))))


def _written(path: Path, members: Iterable[tuple[tarfile.TarInfo, bytes | None]]) -> Layer:
    with path.open("wb") as file:
        outer = _Hashing(file)
        with gzip.GzipFile(filename="", mode="wb", compresslevel=3, fileobj=outer, mtime=0) as zipped:
            inner = _Hashing(zipped)  # type: ignore[arg-type]
            with tarfile.open(fileobj=inner, mode="w|", format=tarfile.GNU_FORMAT) as tar:
                for info, content in members:
                    tar.addfile(info, io.BytesIO(content) if content is not None else None)
    return Layer(path, outer.digest, outer.size, inner.digest)


def _file(name: str, content: bytes, mode: int = 0o644) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), mode
    return info, content


def _member(root: Path, found: Path) -> tuple[tarfile.TarInfo, bytes | None]:
    name = found.relative_to(root).as_posix()
    info = tarfile.TarInfo(name)
    if found.is_symlink():
        info.type, info.linkname = tarfile.SYMTYPE, str(found.readlink())
        return info, None
    if found.is_dir():
        info.type, info.mode = tarfile.DIRTYPE, 0o1777 if name == "tmp" else 0o755
        return info, None
    return _file(name, found.read_bytes(), 0o755 if found.stat().st_mode & 0o100 else 0o644)
