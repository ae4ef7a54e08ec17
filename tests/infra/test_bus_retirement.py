"""An application's retirement at its stages: signed, answered, tried until it works."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from infra.artifacts.directory import DirectoryArtifacts
from infra.bus.handlers import retirement
from infra.bus.outcome import Kind
from infra.bus.wire import Record
from schemas.errors import Temporary
from schemas.events import (
    AppRetired,
    AppRetirementRequested,
    Stage,
)
from tests.chain.memory import MemoryBroker

SECOND = timedelta(seconds=1)


def retirement_requested() -> AppRetirementRequested:
    return AppRetirementRequested(request_id=uuid4(), app_id=uuid4(), workspace_id=uuid4(), requested_by="its owner")


async def test_every_retiring_stage_gets_the_request_and_may_answer(broker: MemoryBroker) -> None:
    removed: list[str] = []

    @retirement(Stage.IMAGE, limit=SECOND)
    async def remove(event: AppRetirementRequested) -> None:
        removed.append("image")

    @retirement(Stage.DEPLOY, limit=SECOND)
    async def retire(event: AppRetirementRequested) -> AppRetired:
        return AppRetired(**event.model_dump())

    assert remove.group == "fusion.image.retire"
    broker.join([remove, retire])
    request = retirement_requested()
    broker.say(request)
    await broker.run()
    assert removed == ["image"]
    [retired] = broker.said(AppRetired)
    assert isinstance(retired, AppRetired)
    assert retired.app_id == request.app_id


async def test_a_retirement_is_tried_until_it_works(broker: MemoryBroker) -> None:
    @retirement(Stage.IMAGE, limit=SECOND)
    async def remove(event: AppRetirementRequested) -> None:
        raise Temporary("The registry is away.")

    broker.join([remove])
    for _ in range(5):
        broker.say(retirement_requested())
    await broker.run()
    assert broker.kinds == [Kind.AGAIN] * 5


@pytest.mark.parametrize("open_workspace", [None, uuid4()])
async def test_a_retirement_that_nobody_signed_is_refused(tmp_path: Path, open_workspace: UUID | None) -> None:
    broker = MemoryBroker(DirectoryArtifacts(tmp_path), open_workspace)

    @retirement(Stage.IMAGE, limit=SECOND)
    async def remove(event: AppRetirementRequested) -> None:
        raise AssertionError("must not run")

    broker.join([remove])
    request = retirement_requested()
    body = request.model_dump_json().encode()
    broker.publish(Record(request.topic, None, body, (("ce_type", b"AppRetirementRequested"),)))
    await broker.run()
    assert broker.kinds == [Kind.DEAD]
