"""Source trees: files by their relative path, and the one archive that stands for each tree."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path, PurePosixPath

from schemas.errors import Permanent

Tree = dict[str, bytes]
"""File contents by relative POSIX path."""


def pack(tree: Tree) -> bytes:
    """The tree as an uncompressed tar archive: the same tree gives the same bytes everywhere."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(tree):
            member = tarfile.TarInfo(_inside(path))
            member.size = len(tree[path])
            archive.addfile(member, io.BytesIO(tree[path]))
    return buffer.getvalue()


def unpack(archive: bytes) -> Tree:
    """The tree in the archive. Raises Permanent where it is none, or where a path would leave it."""
    tree: Tree = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as members:
            for member in members:
                content = members.extractfile(member) if member.isreg() else None
                if content is None:
                    raise Permanent(f"The archive holds {member.name!r}, which is no regular file.")
                tree[_inside(member.name)] = content.read()
    except tarfile.TarError as error:
        raise Permanent(f"This is no archive of a source tree: {error}.") from None
    return tree


def write(tree: Tree, directory: Path) -> None:
    """Write every file of the tree below the directory."""
    for path, content in tree.items():
        target = directory / _inside(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _inside(path: str) -> str:
    """The path, if it is relative and goes nowhere but down. Raises Permanent."""
    parts = PurePosixPath(path).parts
    if (
        not parts
        or ".." in parts
        or "\0" in path
        or "\\" in path
        or str(PurePosixPath(*parts)) != path
        or path[0] == "/"
    ):
        raise Permanent(f"{path!r} is no path inside a source tree.")
    return path
