"""The disk: what it refuses, said in one sentence that helps."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import Unavailable

_ADVICE = {
    errno.ENOSPC: "the disk is full. Free some space there.",
    errno.EDQUOT: "the disk quota is used up. Free some space there.",
    errno.EROFS: "the file system is read-only. Name a place that can be written.",
    errno.EACCES: "it may not be read or written. Give the user who runs Fusion access to it.",
    errno.EPERM: "it may not be read or written. Give the user who runs Fusion access to it.",
    errno.EMFILE: "too many files are open. Raise the limit (ulimit -n).",
}


@contextmanager
def usable(directory: Path) -> Iterator[None]:
    """Turn what the disk refuses to work below `directory` into Unavailable."""
    try:
        yield
    except OSError as error:
        raise Unavailable(f"Nothing can be written to {directory}: {advice(error)}") from error


def advice(error: OSError) -> str:
    """What the disk refuses, and what to do about it."""
    return _ADVICE.get(error.errno or 0, f"{error.strerror or error}.")
