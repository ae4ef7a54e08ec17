"""The composition root of the workers: each stage with its engines. Imports only the stage that is asked for."""

from __future__ import annotations

from infra.artifacts import Artifacts
from infra.bus import Handler
from infra.settings import Settings
from schemas.events import Stage


def bootstrap(stage: Stage, settings: Settings, artifacts: Artifacts) -> tuple[Handler, ...]:
    """The stage's handlers, with all they need."""
    match stage:
        case Stage.PROMPT:
            return _prompt()
        case Stage.SCHEMA:
            return _schema(artifacts)
        case Stage.BACKEND:
            return _backend(artifacts)
        case Stage.FRONTEND:
            return _frontend(artifacts)
        case Stage.IMAGE:
            return _image(settings, artifacts)
        case Stage.DEPLOY:
            return _deploy(settings, artifacts)


def _prompt() -> tuple[Handler, ...]:
    from workers.prompt.offline import OfflineReader
    from workers.prompt.worker import worker

    return worker(OfflineReader())


def _schema(artifacts: Artifacts) -> tuple[Handler, ...]:
    from templates.engine import TargetLibrary
    from workers.schema.knowledge import load
    from workers.schema.worker import worker

    return worker(artifacts, TargetLibrary.discover().reserved, load())


def _backend(artifacts: Artifacts) -> tuple[Handler, ...]:
    from templates.engine import TargetLibrary
    from workers.backend.worker import worker

    return worker(artifacts, TargetLibrary.discover())


def _frontend(artifacts: Artifacts) -> tuple[Handler, ...]:
    from templates.engine import TargetLibrary
    from workers.frontend.worker import worker

    return worker(artifacts, TargetLibrary.discover())


def _image(settings: Settings, artifacts: Artifacts) -> tuple[Handler, ...]:
    from templates.engine import TargetLibrary
    from workers.image.bundle import BundleEngine
    from workers.image.worker import worker

    return worker(BundleEngine(settings.home), artifacts, TargetLibrary.discover())


def _deploy(settings: Settings, artifacts: Artifacts) -> tuple[Handler, ...]:
    raise NotImplementedError
