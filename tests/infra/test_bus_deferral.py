"""What the world holds up: tried again in place, then deferred, never beyond the deadline."""

from __future__ import annotations

import errno
from datetime import UTC, datetime, timedelta

import pytest

from infra.bus.handlers import stage
from infra.bus.outcome import Kind
from schemas.errors import Temporary, Unavailable
from schemas.events import (
    EVENTS,
    AppRequested,
    BuildDeferred,
    PromptUnderstood,
    Stage,
)
from tests.chain.memory import MemoryBroker
from tests.infra.bus_bench import requested, understood

SECOND = timedelta(seconds=1)


async def test_what_is_temporary_is_tried_again_in_place(broker: MemoryBroker) -> None:
    answers = iter([Temporary("not yet"), None])

    @stage(Stage.PROMPT, limit=SECOND)
    async def read(event: AppRequested) -> PromptUnderstood:
        if (error := next(answers)) is not None:
            raise error
        return understood(event)

    broker.join([read])
    broker.say(requested("a shop"))
    await broker.run()
    assert broker.kinds == [Kind.DONE]


@pytest.mark.parametrize("error", [Temporary, Unavailable])
async def test_what_stays_temporary_is_deferred_ever_longer_and_works_when_sent_again(
    broker: MemoryBroker, error: type[Temporary]
) -> None:
    away = True

    @stage(Stage.PROMPT, limit=SECOND)
    async def read(event: AppRequested) -> PromptUnderstood:
        if away:
            raise error("The world is away.")
        return understood(event)

    broker.join([read])
    event = requested("a shop")
    for deferrals in range(4):
        broker.say(event, deferrals=deferrals)
        await broker.run()
    deferred = [one for one in broker.said(BuildDeferred) if isinstance(one, BuildDeferred)]
    assert [one.count for one in deferred] == [1, 2, 3, 4]
    assert len({dict(record.headers)["ce_id"] for record in broker.topics["fusion.deferred.v1"]}) == 4
    waits = [(one.not_before - datetime.now(UTC)).total_seconds() for one in deferred]
    assert 10 < waits[0] < 50
    assert 100 < waits[3] < 500
    away = False
    carried = EVENTS[deferred[0].event.type].model_validate(deferred[0].event.data)
    broker.say(carried, deferrals=4)
    await broker.run()
    assert broker.kinds[-1] is Kind.DONE


async def test_no_deferral_reaches_beyond_the_deadline(broker: MemoryBroker) -> None:
    @stage(Stage.PROMPT, limit=SECOND)
    async def read(event: AppRequested) -> PromptUnderstood:
        raise Temporary("The world is away.")

    broker.join([read])
    deadline = datetime.now(UTC) + timedelta(seconds=5)
    broker.say(requested("a shop", deadline=deadline))
    await broker.run()
    [deferred] = broker.said(BuildDeferred)
    assert isinstance(deferred, BuildDeferred)
    assert deferred.not_before == deadline


async def test_a_full_disk_is_no_bug(broker: MemoryBroker) -> None:
    @stage(Stage.PROMPT, limit=SECOND)
    async def read(event: AppRequested) -> PromptUnderstood:
        raise OSError(errno.ENOSPC, "No space left on device")

    broker.join([read])
    broker.say(requested("a shop"))
    await broker.run()
    [deferred] = broker.said(BuildDeferred)
    assert isinstance(deferred, BuildDeferred)
    assert "free some space" in deferred.reason
