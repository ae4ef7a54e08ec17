"""The projector: heard twice, in any order, from anyone, the read model comes out the same."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from gateway.projector.labels import Labels
from gateway.projector.projection import Projection
from infra.bus.log import Seen
from infra.bus.wire import Record, encode
from infra.settings import FIRST_WORKSPACE
from schemas.events import AppRequested, BuildDeferred, Carried, Progress, StageFailed
from schemas.spec import app_id_for
from tests.gateway.bench import SECRET, Bench

NOW = datetime(2026, 1, 1, tzinfo=UTC)
READ_MODEL = ("builds", "stage_runs", "deployments", "deferred", "log_lines", "apps", "artifact_owners")


async def read_model(bench: Bench) -> dict[str, list[str]]:
    """Every row of the read model, in an order of its own; what only counts rows is left out."""
    async with bench.platform.database.connection() as connection:
        tables = {name: await connection.fetch(f"SELECT * FROM {name}") for name in READ_MODEL}  # noqa: S608
    kept = {
        name: [{k: v for k, v in row.items() if name != "log_lines" or k != "id"} for row in rows]
        for name, rows in tables.items()
    }
    return {name: sorted(json.dumps(row, default=str, sort_keys=True) for row in rows) for name, rows in kept.items()}


async def walk(bench: Bench) -> list[Record]:
    """A whole walk with a failed first attempt, a deferral and log lines, as it stands in the log."""
    build = await bench.create()
    block = bench.last(build["id"]).build
    steps = await bench.steps(block)
    for step in steps[:2]:
        await bench.say(step, "fusion/stage")
    carried = Carried(type="SchemaDesigned", data=steps[1].model_dump(mode="json"))
    await bench.say(StageFailed(build=block, stage="backend", reason="no", failed=carried), "fusion/backend")
    again = block.model_copy(update={"attempt": 2})
    second = await bench.steps(again)
    deferred = BuildDeferred(build=again, stage="image", reason="away", not_before=NOW, count=1, event=carried)
    line = Progress(build=again, stage="image", line="installing", percent=40, at=NOW)
    for step in [*second[1:4], deferred, line, *second[4:]]:
        await bench.say(step, "fusion/stage")
    return list(bench.log.records)


def seen(records: list[Record]) -> list[Seen]:
    return [Seen(record, NOW) for record in records]


async def test_double_and_shuffled_delivery_come_to_the_same(bench: Bench) -> None:
    records = await walk(bench)
    await bench.flow()
    straight = await read_model(bench)
    for seed in range(8):
        await forget(bench)
        chance = random.Random(seed)
        shuffled = records + chance.sample(records, len(records) // 2)
        chance.shuffle(shuffled)
        while shuffled:
            size = chance.randint(1, 4)
            await bench.projection.apply(seen(shuffled[:size]))
            shuffled = shuffled[size:]
        assert await read_model(bench) == straight, seed


async def forget(bench: Bench) -> None:
    async with bench.platform.database.transaction() as connection:
        for name in ("events", *(table for table in READ_MODEL if table != "apps")):
            await connection.execute(f"DELETE FROM {name}")  # noqa: S608


async def test_a_batch_that_was_applied_changes_nothing(bench: Bench) -> None:
    records = await walk(bench)
    await bench.flow()
    before = await read_model(bench)
    await bench.projection.apply(seen(records))
    assert await read_model(bench) == before


async def test_the_builds_of_programs_that_no_one_here_wrote_appear(bench: Bench) -> None:
    build_id = uuid4()
    projection = opened(bench)
    await projection.apply(
        seen([unsigned("AppRequested", {"build_id": str(build_id), "app_key": "boats"}, text="Boats")])
    )
    build = await bench.build(str(build_id))
    assert (build["state"], build["text"], build["requested_by"]) == ("queued", "Boats", "outside:test")
    assert build["app_id"] == str(app_id_for(FIRST_WORKSPACE, "boats"))


async def test_events_that_are_not_their_workspaces_own_change_nothing(bench: Bench) -> None:
    build = await bench.create()
    before = await read_model(bench)
    app = (await bench.client.get(f"/api/v1/apps/{build['app_id']}")).json()
    block = {"build_id": build["id"], "app_key": app["key"], "workspace_id": app["workspace_id"]}
    foreign = {**block, "workspace_id": str(uuid4())}
    await bench.projection.apply(seen([
        unsigned("AppRequested", block, text="Mine now"),
        unsigned("AppRequested", foreign, text="Mine now"),
        unsigned("AppRequested", {**block, "app_id": str(uuid4())}, text="Mine now"),
    ]))  # fmt: skip
    assert await read_model(bench) == before


async def test_nobody_takes_over_a_foreign_build_whose_id_became_known(bench: Bench) -> None:
    async with await bench.sign_in("theirs") as theirs:
        build = await bench.create(theirs)
    await bench.deploy(build["id"])
    before = await bench.build(build["id"])
    block = {"build_id": build["id"], "app_key": "mine"}
    line: dict[str, Any] = {"stage": "image", "line": "Send me your money", "at": NOW.isoformat()}
    failed: dict[str, Any] = {"stage": "image", "reason": "taken over", "failed": {"type": "X", "data": {}}}
    await opened(bench).apply(seen([
        unsigned("AppRequested", block, text="Mine now"),
        unsigned("Progress", block, "fusion.progress.v1", **line),
        unsigned("StageFailed", block, "fusion.ended.v1", **failed),
    ]))  # fmt: skip
    assert await bench.build(build["id"]) == before
    async with bench.platform.database.connection() as connection:
        assert await connection.fetchval("SELECT count(*) FROM log_lines") == 0


ODD: list[dict[str, Any]] = [
    {"build_no": 2**40},
    {"attempt": 2**40},
    {"app_key": "nul\0"},
    {"requested_by": "nul\0"},
    {"deadline": "9999-12-31T23:59:59-14:00"},
    {"surprise\0": "\0", "more": [1e308, "\\u0000"]},
]


LONG = "".join(f"{number:04x}" for number in range(10_000))
"""More than an index of the database holds, and hardly to be compressed."""


@pytest.mark.parametrize("odd", ODD)
async def test_odd_events_do_not_stop_the_projector(bench: Bench, odd: dict[str, Any]) -> None:
    projection = opened(bench)
    block = {"build_id": str(uuid4()), "app_key": "boats", **odd}
    await projection.apply(seen([
        unsigned("AppRequested", block, text="Boats\0"),
        unsigned("AppRequested", block, text="Boats", ce_time="0001-01-01T00:00:00+14:00"),
        unsigned("AppRequested", block, text="Boats", ce_time="9999-12-31T23:59:59+00:00"),
        unsigned("AppRequested", block, text="Boats", extra={"sha256": "../secret", "size": 1, "media_type": "x"}),
        unsigned("AppRequested", block, text="Boats", extra={"sha256": "0" * 64, "size": 2**80, "media_type": "x"}),
        unsigned("Progress", block, "fusion.progress.v1", stage=LONG, line="Boats", at=NOW.isoformat()),
        unsigned("BuildDeferred", block, "fusion.deferred.v1", stage=LONG, reason="Boats", count=1,
                 not_before=NOW.isoformat(), event={"type": "AppRequested", "data": {}}),
        Record("fusion.prompt.v1", None, None, ()),
        Record("fusion.prompt.v1", b"\0", b"\xff\0", (("ce_type", b"\xff"), ("ce_type", b"AppRequested"))),
        unsigned("AppRequested", {"build_id": str(uuid4()), "app_key": "boats"}, text="Boats", ce_id="x" * 300),
        unsigned("AppDeployed", block, text="Boats"),
    ]))  # fmt: skip
    await bench.create()


async def test_only_an_event_of_the_build_that_waits_is_kept_for_later(bench: Bench) -> None:
    build = await bench.create()
    asked = bench.last(build["id"])
    foreign = asked.build.model_copy(update={"workspace_id": uuid4()})
    other = asked.build.model_copy(update={"build_id": uuid4()})
    wrong = [Carried(type=type(asked).__name__, data={"build": block.model_dump(mode="json"), "text": "Mine now"})
             for block in (foreign, other)]  # fmt: skip
    wrong += [Carried(type="Unknown", data={}), Carried(type="AppRequested", data={})]
    wrong.append(Carried(type="AppRetirementRequested", data={"workspace_id": str(uuid4())}))
    right = Carried(type=type(asked).__name__, data=asked.model_dump(mode="json"))
    for count, carried in enumerate([*wrong, right], 1):
        deferred = BuildDeferred(
            build=asked.build, stage="prompt", reason="away", not_before=NOW, count=count, event=carried
        )
        await bench.log.append([encode(deferred, source="fusion/prompt", secret=SECRET, count=count)])
    await bench.flow()
    async with bench.platform.database.connection() as connection:
        kept = await connection.fetch("SELECT data FROM deferred")
    assert [row["data"] for row in kept] == [right.data]


def opened(bench: Bench) -> Projection:
    """The projector of an installation whose first workspace takes unsigned events."""
    return Projection(bench.platform.database, Labels(bench.platform.artifacts), SECRET, FIRST_WORKSPACE)


def unsigned(kind: str, block: dict[str, Any], topic: str = "fusion.prompt.v1", ce_id: str | None = None,
             ce_time: str | None = None, **data: Any) -> Record:  # fmt: skip
    headers = {
        "ce_id": ce_id or str(uuid4()),
        "ce_type": kind,
        "ce_source": "test",
        "ce_time": ce_time or NOW.isoformat(),
    }
    body = json.dumps({"build": block, **data}).encode()
    return Record(topic, b"k", body, tuple((name, text.encode()) for name, text in headers.items()), 0, 0)


async def test_an_application_is_called_as_its_model_says(bench: Bench) -> None:
    build = await bench.create(text="We keep patients and what we did for them")
    await bench.deploy(build["id"], label="Praxis Dr. Müller")
    app = (await bench.client.get(f"/api/v1/apps/{build['app_id']}")).json()
    assert app["label"] == "Praxis Dr. Müller"


async def test_a_report_moves_a_build_out_of_the_queue(bench: Bench) -> None:
    build = await bench.create()
    assert (await bench.build(build["id"]))["state"] == "queued"
    await bench.say(Progress(build=bench.last(build["id"]).build, stage="prompt", line="started", percent=0, at=NOW))
    await bench.flow()
    assert (await bench.build(build["id"]))["state"] == "running"


async def test_only_the_last_lines_of_a_build_are_kept(bench: Bench) -> None:
    build = await bench.create()
    block = bench.last(build["id"]).build
    lines = [Progress(build=block, stage="prompt", line=str(n), at=NOW) for n in range(520)]
    records = [encode(line, source="fusion/prompt", secret=SECRET, count=n + 1) for n, line in enumerate(lines)]
    await bench.projection.apply(seen(records))
    async with bench.platform.database.connection() as connection:
        kept = await connection.fetch("SELECT data->>'line' AS line FROM log_lines ORDER BY id")
    assert [row["line"] for row in kept] == [str(n) for n in range(20, 520)]


async def test_of_two_builds_the_higher_number_is_the_version(bench: Bench) -> None:
    build = await bench.create()
    block = bench.last(build["id"]).build
    for number in (3, 2):
        later = block.model_copy(update={"build_id": UUID(int=number), "build_no": number})
        requested = AppRequested(build=later, text="x")
        await bench.say(requested)
        await bench.say((await bench.steps(later))[-1], "fusion/deploy")
    await bench.flow()
    app = (await bench.client.get(f"/api/v1/apps/{build['app_id']}")).json()
    assert (app["version"], app["build_no"], app["url"]) == (3, 3, "http://app.localhost:8101/3")
    versions = (await bench.client.get(f"/api/v1/apps/{build['app_id']}/versions")).json()["items"]
    assert [(version["build_no"], version["current"]) for version in versions] == [(3, True), (2, False)]
