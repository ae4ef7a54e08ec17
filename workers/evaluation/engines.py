"""The engines that can be measured, by name."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.settings import Settings
from schemas.errors import Permanent
from schemas.reading import Reading
from workers.designing import Designer
from workers.evaluation.running import Engine

NAMES = ("offline", "model")


@contextmanager
def opened(name: str, settings: Settings) -> Iterator[Engine]:
    """The engine, loaded. Raises Permanent where there is none of that name.

    The model is the one at the endpoint that the settings name, whichever engine they have chosen. It answers anew:
    what it answered to an installation is not looked up, and nobody reads in its place while it is away.
    """
    if name not in NAMES:
        raise Permanent(f"There is no engine {name!r} to measure. The engines are: {', '.join(NAMES)}.")
    if name == "offline":
        yield Designer()
        return
    from infra.artifacts.directory import DirectoryArtifacts
    from workers.prompt.choosing import engine

    chosen = settings.model_copy(update={"ai_engine": "model", "ai_fallback": False})
    with TemporaryDirectory() as folder, asyncio.Runner() as runner:
        model = engine(chosen, DirectoryArtifacts(Path(folder)))

        def read(text: str) -> Reading:
            return runner.run(model.read(text))

        yield Designer(read=read)
