"""Workers share the work, wait for each other without harm, and speak only for themselves."""

from __future__ import annotations

import asyncio
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from schemas.events import Stage
from tests.whole.platform import FUSION, REPOSITORY, Platform, Watch, ends_by_attempt, header, wait_until

SPEC = {
    "app": {"label": "Allotments"},
    "entities": [{"name": "plot", "fields": [{"name": "number", "type": "integer", "required": True}]}],
}


@contextmanager
def second_worker(platform: Platform, stage: Stage) -> Iterator[subprocess.Popen[bytes]]:
    """One more worker of a stage, beside the supervised one."""
    from infra.connections import connected
    from infra.settings import Settings

    known = connected(Settings(home=platform.home))
    env = {
        **platform.env,
        "FUSION_KAFKA_BOOTSTRAP_SERVERS": str(known.kafka_bootstrap_servers),
        "FUSION_DATABASE_URL": str(known.database_url),
        "FUSION_SECRET": str(known.secret),
    }
    with (platform.home / "logs" / f"{stage}-second.log").open("wb") as log:
        process = subprocess.Popen([FUSION, "worker", stage], env=env, cwd=REPOSITORY, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


@pytest.mark.proof
async def test_two_backend_workers_share_twenty_builds_while_the_frontend_is_away(platform: Platform) -> None:
    with second_worker(platform, Stage.BACKEND):
        with platform.dead(Stage.FRONTEND):
            builds = [_request(platform, number) for number in range(20)]
            wait_until(lambda: _passed(platform, builds, "backend") == 20, 120, platform.logs)
            others = [stage for stage in Stage if stage is not Stage.FRONTEND]
            assert [stage for stage in others if not platform.ready(stage)] == []
        for build_id in builds:
            build = await asyncio.to_thread(platform.ended, build_id, 600)
            assert build["state"] == "deployed", build["failure"]
    async with Watch.on(platform.kafka, "fusion.frontend.v1") as backend:
        rendered = Counter(header(record, "ce_id") for record in await backend.all())
    ends = await ends_by_attempt(platform.kafka)
    assert all(len(ends[build_id, 1]) == 1 for build_id in builds)
    assert max(rendered.values()) == 1, "a build was rendered twice"


@pytest.mark.proof
async def test_the_last_worker_standing_works_and_reports_truthfully(platform: Platform) -> None:
    """Five of six are killed: the prompt worker still reads, and nobody claims more than that."""
    with platform.dead(*(stage for stage in Stage if stage is not Stage.PROMPT)):
        build_id = platform.request("We keep bees: hives with a place, harvests with a date and a weight.")["build"][
            "id"
        ]
        wait_until(lambda: _passed(platform, [build_id], "prompt") == 1, 60, platform.logs)
        assert platform.ready(Stage.PROMPT)
        assert platform.build(build_id)["state"] in ("queued", "running")
    assert (await asyncio.to_thread(platform.ended, build_id))["state"] == "deployed"


def _request(platform: Platform, number: int) -> str:
    with platform.http() as http:
        answer = http.post("/apps", json={"spec": SPEC, "name": f"Allotments {number}"})
        assert answer.status_code == 202, answer.text
        return str(answer.json()["build"]["id"])


def _passed(platform: Platform, builds: list[str], stage: str) -> int:
    """How many of the builds have that stage behind them."""
    stages = [{run["stage"]: run["state"] for run in platform.build(build_id)["stages"]} for build_id in builds]
    return sum(states.get(stage) == "done" for states in stages)
