"""The engine that the settings name."""

from __future__ import annotations

from infra.artifacts.store import Artifacts
from infra.settings import Settings
from workers.prompt.engine import Engine


def engine(settings: Settings, artifacts: Artifacts) -> Engine:
    """The offline engine, the language model, or the model with the offline engine for while it is away."""
    if settings.ai_engine == "offline":
        return _offline()
    from infra.chat import Chat
    from workers.prompt.fallback import Fallback
    from workers.prompt.model.asking import Budget
    from workers.prompt.model.engine import ModelEngine

    key = settings.ai_key.get_secret_value() if settings.ai_key else None
    chat = Chat(settings.ai_url, settings.ai_model, key, seconds=min(60, settings.ai_seconds))
    budget = Budget(settings.ai_seconds, settings.ai_tokens, settings.ai_answer_tokens, settings.ai_tries)
    model = ModelEngine(chat, artifacts, budget)
    return Fallback(model, _offline()) if settings.ai_fallback else model


def _offline() -> Engine:
    from workers.prompt.refining.offline import OfflineEngine

    return OfflineEngine()
