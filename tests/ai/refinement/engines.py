"""The engines that the refinement set is put to."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Protocol

from infra.artifacts.directory import DirectoryArtifacts
from infra.settings import Settings
from schemas.spec import AppSpec
from schemas.wishes import Refinement
from workers.prompt.choosing import engine as chosen


class Engine(Protocol):
    async def refine(self, text: str, base: AppSpec) -> Refinement: ...


def engine(name: str) -> Engine:
    """The offline engine, or the model at the endpoint that the settings name; its answers are not kept."""
    folder = Path(tempfile.mkdtemp(prefix="refinement-"))
    settings = Settings().model_copy(update={"ai_engine": name, "ai_fallback": False})
    return chosen(settings, DirectoryArtifacts(folder))
