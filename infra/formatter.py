"""Lays out printed source code with native formatters, such as ruff."""

from __future__ import annotations

import fnmatch
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from infra.trees import Tree, write
from schemas.errors import Permanent

SECONDS = 30
"""Longest time that a formatter may take."""


def formatted(tree: Tree, inputs: Sequence[str], commands: Sequence[Sequence[str]]) -> Tree:
    """The tree after the commands were run, in order, over those of its files whose paths match `inputs`.

    Raises Permanent where a formatter is missing, or cannot read what was printed.
    """
    chosen = {path: content for path, content in tree.items() if _matches(path, inputs)}
    with tempfile.TemporaryDirectory(prefix="fusion-format-") as directory:
        place = Path(directory)
        write(chosen, place)
        for command in commands:
            _run(command, place)
        return {path: (place / path).read_bytes() if path in chosen else content for path, content in tree.items()}


def _matches(path: str, inputs: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in inputs)


def _run(command: Sequence[str], place: Path) -> None:
    tool, *arguments = command
    found = shutil.which(tool, path=str(Path(sys.executable).parent)) or shutil.which(tool)
    if found is None:
        raise Permanent(f"The formatter {tool!r} is not installed: set Fusion up again.")
    done = subprocess.run(
        [found, *arguments], cwd=place, capture_output=True, text=True, timeout=SECONDS, check=False
    )  # fmt: skip
    if done.returncode:
        reason = (done.stderr or done.stdout).strip().replace(str(place), ".")
        raise Permanent(f"{tool} cannot lay out what was printed: {reason[:1000]}")
