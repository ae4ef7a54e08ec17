"""A worker may be killed at any moment: every attempt still ends, once, and soon."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path

import pytest
from aiokafka import ConsumerRecord

from schemas.events import Stage
from tests.whole.applications import get
from tests.whole.platform import Platform, Watch, ends_by_attempt, wait_until

TEXT = (
    "We rent out canoes. Each canoe has a name, a length and a colour; "
    "a rental has a start date and belongs to a canoe."
)
OWN_TIME = 20.0
"""Seconds that the slowest stage takes by itself on a loaded machine; ten more are allowed for coming back."""


STAGES = [pytest.param(stage, marks=pytest.mark.short) if stage in ("backend", "deploy") else stage for stage in Stage]


@pytest.mark.proof
@pytest.mark.parametrize("stage", STAGES)
async def test_a_worker_killed_at_its_first_progress_line_loses_nothing(platform: Platform, stage: Stage) -> None:
    async with Watch.on(platform.kafka, "fusion.progress.v1") as progress:
        build_id = platform.request(TEXT, name=f"Canoes {stage} early")["build"]["id"]

        def is_first_line(record: ConsumerRecord) -> bool:
            said = json.loads(record.value)
            return bool(said["build"]["build_id"] == build_id and said["stage"] == stage)

        await progress.first(is_first_line)
    platform.kill(stage)
    await _ends_once(platform, build_id)


@pytest.mark.proof
@pytest.mark.parametrize("stage", STAGES)
async def test_a_worker_killed_before_it_commits_publishes_the_same_again(
    platform: Platform, sabotage: Path, stage: Stage
) -> None:
    (sabotage / stage).touch()
    build_id = platform.request(TEXT, name=f"Canoes {stage} late")["build"]["id"]
    await _ends_once(platform, build_id)
    assert not (sabotage / stage).exists(), "the worker was never killed"


async def _ends_once(platform: Platform, build_id: str) -> None:
    began = time.monotonic()
    build = await asyncio.to_thread(platform.ended, build_id, 90)
    assert build["state"] == "deployed", build["failure"]
    assert time.monotonic() - began < 10 + 3 * OWN_TIME
    ends = await ends_by_attempt(platform.kafka)
    assert len(ends[build_id, 1]) == 1


@pytest.mark.proof
async def test_stopping_the_whole_platform_in_the_middle_only_pauses_it(platform: Platform) -> None:
    """The build goes on by itself; what was deployed answers again at the same address, with its data."""
    earlier = await asyncio.to_thread(platform.live, TEXT, name="Canoes before")
    async with Watch.on(platform.kafka, "fusion.progress.v1") as progress:
        build_id = platform.request(TEXT, name="Canoes across")["build"]["id"]
        await progress.first(lambda record: json.loads(record.value)["build"]["build_id"] == build_id)
    await asyncio.to_thread(platform.stop)
    seconds = await asyncio.to_thread(platform.start)
    assert seconds < 30
    build = await asyncio.to_thread(platform.ended, build_id)
    assert build["state"] == "deployed", build["failure"]
    wait_until(lambda: get(earlier["url"], "/readyz") == 200, 30, platform.logs)
    assert len((await ends_by_attempt(platform.kafka))[build_id, 1]) == 1
