"""The prompt stage: receives a text, has it read, hands the understanding on."""

from __future__ import annotations

from datetime import timedelta

from infra.artifacts.store import Artifacts
from infra.bus.handlers import Handler, report, stage
from schemas.events import AppRequested, ChangeRequested, PromptUnderstood, Stage
from schemas.reading import Reading
from schemas.spec import AppSpec
from schemas.wishes import Refinement
from workers.prompt.engine import Engine

LIMIT = timedelta(minutes=4)
"""A model's answers take their time; below the five minutes after which the broker gives a message to another."""


def worker(engine: Engine, artifacts: Artifacts) -> tuple[Handler, ...]:
    """The handlers of the stage."""

    @stage(Stage.PROMPT, limit=LIMIT)
    async def understand(event: AppRequested | ChangeRequested) -> PromptUnderstood:
        await report(f"Reading {len(event.text.split())} words", 10)
        if event.build.base is None:
            reading = await engine.read(event.text, say=report)
            await report(_read(reading), 100)
            return PromptUnderstood(build=event.build, text=event.text, reading=reading)
        base = AppSpec.model_validate_json(await artifacts.get(event.build.base.spec))
        wanted = await engine.refine(event.text, base, say=report)
        await report(_wanted(wanted), 100)
        change = Reading(title="Change")
        return PromptUnderstood(build=event.build, text=event.text, reading=change, refinement=wanted)

    return (understand,)


def _read(reading: Reading) -> str:
    facts = sum(len(thing.facts) for thing in reading.things)
    return f"Read {len(reading.things)} things, {facts} facts, {len(reading.links)} links"


def _wanted(wanted: Refinement) -> str:
    return f"Read {len(wanted.wishes)} wishes" + (f", {len(wanted.doubts)} to be asked" if wanted.doubts else "")
