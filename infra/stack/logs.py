"""Logs of the parts stay small: beyond a size, what a log holds moves to `NAME.log.1` and it begins anew."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path

LARGEST = 16 << 20
EVERY = 60.0


async def keep_bounded(directory: Path) -> None:
    """Look after the logs in the directory for as long as this runs."""
    while True:
        await asyncio.to_thread(bound, directory)
        await asyncio.sleep(EVERY)


def bound(directory: Path, largest: int = LARGEST) -> None:
    """Copy and truncate: the parts append to open files, so a log cannot be renamed under them."""
    for log in directory.glob("*.log"):
        if log.stat().st_size > largest:
            shutil.copyfile(log, log.with_name(f"{log.name}.1"))
            os.truncate(log, 0)
