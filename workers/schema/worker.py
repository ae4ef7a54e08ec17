"""The schema stage: receives what was understood, designs the specification, hands it on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

from infra.artifacts.store import Artifacts
from infra.bus.handlers import Handler, report, stage
from schemas.artifacts import SPEC
from schemas.events import PromptUnderstood, SchemaDesigned, SchemaSuggested, Stage
from schemas.spec import AppSpec, Targets
from schemas.validation import Reserved
from schemas.wishes import Refinement
from workers.schema.change import redesign
from workers.schema.design import Design, design
from workers.schema.knowledge import Library


def worker(artifacts: Artifacts, reserved: Callable[[Targets], Reserved], library: Library) -> tuple[Handler, ...]:
    """The handlers of the stage. `reserved` says which names the chosen targets keep for themselves."""

    @stage(Stage.SCHEMA, limit=timedelta(seconds=60))
    async def suggest(event: PromptUnderstood) -> SchemaDesigned | SchemaSuggested:
        made = await _design(event)
        kept = await artifacts.put(made.spec.canonical(), SPEC)
        await report(_summary(made), 100)
        if event.build.review or any(question.choices for question in made.questions):
            return SchemaSuggested(
                build=event.build, spec=kept, operations=made.operations, evidence=made.evidence,
                questions=made.questions,
            )  # fmt: skip
        return SchemaDesigned(build=event.build, spec=kept, evidence=made.evidence, questions=made.questions)

    async def _design(event: PromptUnderstood) -> Design:
        build = event.build
        taken = reserved(build.targets)
        if build.base is None:
            return await asyncio.to_thread(
                design, event.reading, event.text, app_id=build.app_id, targets=build.targets, reserved=taken,
                library=library,
            )  # fmt: skip
        base = AppSpec.model_validate_json(await artifacts.get(build.base.spec))
        wanted = event.refinement or Refinement()
        return await asyncio.to_thread(redesign, wanted, base, reserved=taken, library=library)

    return (suggest,)


def _summary(made: Design) -> str:
    spec = made.spec
    fields = sum(len(entity.fields) for entity in spec.entities)
    roles = f", {len(spec.roles)} roles" if spec.roles else ""
    change = f"{len(made.operations)} changes, now " if made.operations else ""
    return f"Designed {change}{len(spec.entities)} entities, {fields} fields, {len(spec.relations)} relations{roles}"
