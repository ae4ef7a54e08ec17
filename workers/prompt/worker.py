"""The prompt stage: receives a text, has it read, hands the understanding on."""

from __future__ import annotations

from datetime import timedelta

from infra.bus.handlers import Handler, report, stage
from schemas.events import AppRequested, ChangeRequested, PromptUnderstood, Stage
from schemas.reading import Reading
from workers.prompt.reader import Reader


def worker(reader: Reader) -> tuple[Handler, ...]:
    """The handlers of the stage."""

    @stage(Stage.PROMPT, limit=timedelta(seconds=60))
    async def understand(event: AppRequested | ChangeRequested) -> PromptUnderstood:
        await report(f"Reading {len(event.text.split())} words", 10)
        reading = await reader.read(event.text, change=event.build.base is not None, say=report)
        await report(_summary(reading), 100)
        return PromptUnderstood(build=event.build, text=event.text, reading=reading)

    return (understand,)


def _summary(reading: Reading) -> str:
    facts = sum(len(thing.facts) for thing in reading.things)
    said = f"Read {len(reading.things)} things, {facts} facts, {len(reading.links)} links"
    if reading.renames or reading.removals:
        said += f", {len(reading.renames)} renames, {len(reading.removals)} removals"
    return said
