"""The ways of a build: waiting for a person, cancelled, tried again, retired; each with one end and no second."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gateway.doors.cancel import settle
from infra.bus.ends import claim_end
from schemas.artifacts import SPEC
from schemas.events import (
    AppRetired,
    AppRetirementRequested,
    BuildCancelled,
    CancelReason,
    Carried,
    SchemaDesigned,
    SchemaSuggested,
    StageFailed,
)
from schemas.operations import Rename
from schemas.questions import Choice, Question
from schemas.spec import AppSpec
from tests.gateway.bench import CLINIC, Bench


async def suggested(bench: Bench, *, choices: bool = False) -> dict[str, Any]:
    """A build that waits for a person."""
    build = await bench.create(text="Patients", review=True)
    block = bench.last(build["id"]).build.model_copy(update={"deadline": None})
    raw = {**CLINIC, "app": {"label": "Clinic", "id": str(block.app_id)}}
    model = AppSpec.model_validate(raw)
    spec = await bench.platform.artifacts.put(model.canonical(), SPEC)
    renames = [Rename(id=model.entities[0].id, label=label) for label in ("First", "Second")] if choices else []
    question = Question(
        text="Who is Bob?", choices=tuple(Choice(label=str(one.label), operations=(one,)) for one in renames)
    )
    await bench.say(SchemaSuggested(build=block, spec=spec, questions=(question,)), "fusion/schema")
    await bench.flow()
    return await bench.build(build["id"])


async def test_a_suggested_model_waits_and_is_shown_with_its_questions(bench: Bench) -> None:
    build = await suggested(bench)
    assert (build["state"], build["questions"]) == ("waiting_for_review", [{"text": "Who is Bob?", "choices": []}])
    view = (await bench.client.get(f"/api/v1/apps/{build['app_id']}/spec", params={"build_id": build["id"]})).json()
    assert (view["spec"]["app"]["label"], view["approved_by"]) == ("Clinic", None)


async def test_an_approval_sends_the_model_on_with_a_fresh_deadline(bench: Bench) -> None:
    build = await suggested(bench)
    answer = await bench.client.post(f"/api/v1/builds/{build['id']}/approval")
    assert (answer.status_code, answer.json()["state"]) == (202, "running")
    await bench.flow()
    designed = bench.last(build["id"])
    assert isinstance(designed, SchemaDesigned)
    assert designed.approved_by == "operator"
    assert designed.build.deadline is not None
    assert designed.build.deadline > datetime.now(UTC) + timedelta(hours=23)
    assert (await bench.build(build["id"]))["state"] == "running"


async def test_an_edited_model_is_what_is_built(bench: Bench) -> None:
    build = await suggested(bench)
    edited = {**CLINIC, "app": {"label": "Hospital"}}
    assert (await bench.client.post(f"/api/v1/builds/{build['id']}/approval", json={"spec": edited})).is_success
    await bench.flow()
    view = (await bench.client.get(f"/api/v1/apps/{build['app_id']}/spec")).json()
    app = view["spec"]["app"]
    assert (app["id"], app["name"], app["label"]) == (build["app_id"], "hospital", "Hospital")
    assert view["approved_by"] == "operator"


async def test_a_wrong_edited_model_is_refused_and_the_build_still_waits(bench: Bench) -> None:
    build = await suggested(bench)
    answer = await bench.client.post(f"/api/v1/builds/{build['id']}/approval", json={"spec": {"app": {"label": "A"}}})
    assert (answer.status_code, answer.json()["problems"][0]["path"]) == (422, "entities")
    assert (await bench.build(build["id"]))["state"] == "waiting_for_review"


async def test_an_answer_changes_what_is_built(bench: Bench) -> None:
    build = await suggested(bench, choices=True)
    answer = await bench.client.post(f"/api/v1/builds/{build['id']}/approval", json={"answers": [1]})
    assert answer.status_code == 202
    await bench.flow()
    view = (await bench.client.get(f"/api/v1/apps/{build['app_id']}/spec")).json()
    assert (view["spec"]["entities"][0]["label"], view["questions"]) == ("Second", [])


async def test_an_answer_that_nobody_offered_is_refused_and_the_build_still_waits(bench: Bench) -> None:
    build = await suggested(bench, choices=True)
    answer = await bench.client.post(f"/api/v1/builds/{build['id']}/approval", json={"answers": [2]})
    assert (answer.status_code, "2 choices" in answer.json()["detail"]) == (422, True)
    assert (await bench.build(build["id"]))["state"] == "waiting_for_review"


async def test_of_several_approvals_one_counts(bench: Bench) -> None:
    build = await suggested(bench)
    path = f"/api/v1/builds/{build['id']}/approval"
    answers = await asyncio.gather(*(bench.client.post(path) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [202, 409, 409, 409]
    await bench.flow()
    assert len(bench.log.said("fusion.backend.v1")) == 1


async def test_a_build_that_does_not_wait_cannot_be_approved(bench: Bench) -> None:
    build = await bench.create()
    answer = await bench.client.post(f"/api/v1/builds/{build['id']}/approval")
    assert (answer.status_code, "queued" in answer.json()["detail"]) == (409, True)


@pytest.mark.parametrize("heard", [True, False])
async def test_a_cancelled_build_ends_once_and_no_stage_may_end_it(bench: Bench, heard: bool) -> None:
    answer = await bench.client.post("/api/v1/apps", json={"text": "Patients"})
    build = answer.json()["build"]
    if heard:
        await bench.flow()
    cancelled = await bench.client.post(f"/api/v1/builds/{build['id']}/cancel")
    assert (cancelled.status_code, cancelled.json()["state"]) == (202, "cancelled")
    await bench.flow()
    end = bench.last(build["id"])
    assert isinstance(end, BuildCancelled)
    assert end.reason is CancelReason.BY_OWNER
    assert not await claim_end(bench.platform.artifacts, end.build, "deploy")
    after = await bench.build(build["id"])
    assert (after["state"], after["failure"]["reason"]) == ("cancelled", "Cancelled by its owner.")
    assert (await bench.client.post(f"/api/v1/builds/{build['id']}/cancel")).status_code == 409


async def test_it_is_too_late_to_cancel_once_a_stage_has_claimed_the_end(bench: Bench) -> None:
    build = await bench.create()
    await claim_end(bench.platform.artifacts, bench.last(build["id"]).build, "deploy")
    assert (await bench.client.post(f"/api/v1/builds/{build['id']}/cancel")).status_code == 409
    await bench.flow()
    assert len(bench.log.records) == 1
    await bench.deploy(build["id"])
    assert (await bench.build(build["id"]))["state"] == "deployed"


async def test_a_waiting_build_can_be_cancelled_and_then_not_approved(bench: Bench) -> None:
    build = await suggested(bench)
    assert (await bench.client.post(f"/api/v1/builds/{build['id']}/cancel")).status_code == 202
    assert (await bench.client.post(f"/api/v1/builds/{build['id']}/approval")).status_code == 409
    await bench.flow()
    assert (await bench.build(build["id"]))["failure"]["stage"] == "review"


async def test_a_crash_between_decision_and_end_leaves_no_build_without_end(bench: Bench) -> None:
    build = await bench.create()
    async with bench.platform.database.connection() as connection:
        await connection.execute(
            "INSERT INTO decisions (build_id, attempt, decision, reason, decided_by)"
            " VALUES ($1, 1, 'cancelled', 'by_owner', 'x')",
            build["id"],
        )
    await claim_end(bench.platform.artifacts, bench.last(build["id"]).build, "gateway")
    assert (await bench.build(build["id"]))["state"] == "queued"
    assert await settle(bench.platform, build["id"], 1)
    await bench.flow()
    assert (await bench.build(build["id"]))["state"] == "cancelled"


async def failed(bench: Bench) -> dict[str, Any]:
    """A build whose backend stage gave up."""
    build = await bench.create()
    block = bench.last(build["id"]).build
    understood, designed, *_ = await bench.steps(block)
    await bench.say(understood, "fusion/prompt")
    await bench.say(designed, "fusion/schema")
    carried = Carried(type="SchemaDesigned", data=designed.model_dump(mode="json"))
    end = StageFailed(build=block, stage="backend", reason="The world is away.", retryable=True, failed=carried)
    await bench.say(end, "fusion/backend")
    await bench.flow()
    return await bench.build(build["id"])


async def test_a_failure_says_where_and_why(bench: Bench) -> None:
    build = await failed(bench)
    assert build["failure"] == {"stage": "backend", "reason": "The world is away.", "retryable": True}
    assert (await bench.client.get(f"/api/v1/apps/{build['app_id']}")).json()["state"] == "failed"


@pytest.mark.parametrize("door", ["/api/v1/builds/{}/retry", "/api/v1/ops/builds/{}/replay"])
async def test_a_retry_is_the_next_attempt_from_the_event_that_failed(bench: Bench, door: str) -> None:
    build = await failed(bench)
    answer = await bench.client.post(door.format(build["id"]))
    assert (answer.status_code, answer.json()["attempt"], answer.json()["state"]) == (202, 2, "queued")
    await bench.flow()
    again = bench.last(build["id"])
    assert isinstance(again, SchemaDesigned)
    assert (again.build.attempt, again.build.build_no) == (2, 1)
    going = await bench.build(build["id"])
    assert [stage["state"] for stage in going["stages"]][:3] == ["done", "done", "running"]
    await bench.deploy(build["id"])
    assert (await bench.build(build["id"]))["state"] == "deployed"


async def test_a_failed_event_that_was_too_large_to_be_carried_is_sent_again_whole(bench: Bench) -> None:
    build = await bench.create(spec=CLINIC)
    designed = bench.last(build["id"])
    carried = Carried(type="SchemaDesigned", data={"build": designed.build.model_dump(mode="json")})
    await bench.say(StageFailed(build=designed.build, stage="backend", reason="no", failed=carried), "fusion/backend")
    await bench.flow()
    await bench.client.post(f"/api/v1/builds/{build['id']}/retry")
    await bench.flow()
    again = bench.last(build["id"])
    assert isinstance(again, SchemaDesigned)
    assert isinstance(designed, SchemaDesigned)
    assert again.spec == designed.spec


async def test_of_several_retries_one_counts(bench: Bench) -> None:
    build = await failed(bench)
    path = f"/api/v1/builds/{build['id']}/retry"
    answers = await asyncio.gather(*(bench.client.post(path) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [202, 409, 409, 409]


async def test_only_failed_builds_are_tried_again(bench: Bench) -> None:
    build = await bench.create()
    assert (await bench.client.post(f"/api/v1/builds/{build['id']}/retry")).status_code == 409
    await bench.deploy(build["id"])
    assert (await bench.client.post(f"/api/v1/builds/{build['id']}/retry")).status_code == 409


async def test_a_build_that_the_application_went_on_without_is_not_tried_again(bench: Bench) -> None:
    first = await failed(bench)
    path = f"/api/v1/apps/{first['app_id']}/builds"
    second = (await bench.client.post(path, json={"text": "Better", "base_version": 0})).json()
    await bench.flow()
    assert (await bench.client.post(f"/api/v1/builds/{first['id']}/retry")).status_code == 409
    await bench.deploy(second["id"])
    answer = await bench.client.post(f"/api/v1/builds/{first['id']}/retry")
    assert (answer.status_code, "Version 2" in answer.json()["detail"]) == (409, True)


async def test_a_retired_application_takes_no_more_builds(bench: Bench) -> None:
    build = await bench.create()
    await bench.deploy(build["id"])
    path = f"/api/v1/apps/{build['app_id']}"
    body = {"text": "More", "base_version": 1}
    change = (await bench.client.post(f"{path}/builds", json=body)).json()
    assert (await bench.client.delete(path)).json()["state"] == "retiring"
    assert (await bench.client.delete(path)).status_code == 202
    await bench.flow()
    (request,) = bench.log.said("fusion.retire.v1")
    assert isinstance(request, AppRetirementRequested)
    end = bench.last(change["id"])
    assert isinstance(end, BuildCancelled)
    assert end.reason is CancelReason.RETIRED
    assert (await bench.client.post(f"{path}/builds", json=body)).status_code == 409
    assert (await bench.client.post(f"{path}/signin-link")).status_code == 409
    await bench.say(AppRetired(**request.model_dump()), "fusion/deploy")
    await bench.flow()
    app = (await bench.client.get(path)).json()
    assert (app["state"], app["url"]) == ("retired", None)


async def test_a_live_application_is_opened_by_a_link(bench: Bench) -> None:
    build = await bench.create()
    path = f"/api/v1/apps/{build['app_id']}/signin-link"
    assert (await bench.client.post(path)).status_code == 409
    await bench.deploy(build["id"])
    link = (await bench.client.post(path, json={"email": "ada@example.com", "name": "Ada"})).json()
    assert link["url"].startswith("http://app.localhost:8101/1/signin/link/?token=")
    assert (await bench.client.post(path, json={"email": "no address"})).status_code == 422
