"""The doors: what is asked for is built once, in order, on the version that the caller saw."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from schemas.events import AppRequested, ChangeRequested, SchemaDesigned
from schemas.spec import app_id_for
from tests.gateway.bench import CLINIC, Bench


async def test_text_enters_at_the_prompt_stage(bench: Bench) -> None:
    build = await bench.create(text="Patients and their visits")
    (asked,) = bench.log.said("fusion.prompt.v1")
    assert isinstance(asked, AppRequested)
    assert (asked.text, str(asked.build.build_id), asked.build.build_no) == (
        "Patients and their visits",
        build["id"],
        1,
    )
    assert asked.build.app_id == app_id_for(asked.build.workspace_id, asked.build.app_key)


async def test_a_spec_enters_at_the_backend_stage_as_that_of_the_new_application(bench: Bench) -> None:
    build = await bench.create(spec=CLINIC)
    (designed,) = bench.log.said("fusion.backend.v1")
    assert isinstance(designed, SchemaDesigned)
    assert designed.spec is not None
    view = (await bench.client.get(f"/api/v1/apps/{build['app_id']}/spec")).json()
    assert view["spec"]["app"]["id"] == build["app_id"]
    assert view["spec"]["entities"][0]["plural"] == "patients"


async def test_a_build_is_known_before_the_projector_has_heard_of_it(bench: Bench) -> None:
    answer = await bench.client.post("/api/v1/apps", json={"text": "Patients"})
    build = answer.json()["build"]
    assert (await bench.build(build["id"])) == build
    assert build["state"] == "queued"
    assert [stage["state"] for stage in build["stages"]] == ["pending"] * 6
    assert (await bench.client.get("/api/v1/apps")).json()["items"][0]["latest_build"] == build


async def test_the_walk_of_a_build_shows_in_its_stages(bench: Bench) -> None:
    build = await bench.create()
    await bench.deploy(build["id"])
    ended = await bench.build(build["id"])
    assert (ended["state"], ended["url"]) == ("deployed", "http://app.localhost:8101/1")
    assert [stage["state"] for stage in ended["stages"]] == ["done"] * 6
    app = (await bench.client.get(f"/api/v1/apps/{build['app_id']}")).json()
    assert (app["state"], app["version"], app["label"], app["url"]) == ("live", 1, "Clinic", ended["url"])


async def test_a_change_is_based_on_the_deployed_version(bench: Bench) -> None:
    first = await bench.create()
    deployed = await bench.deploy(first["id"])
    answer = await bench.client.post(
        f"/api/v1/apps/{first['app_id']}/builds", json={"text": "Rename patients to people", "base_version": 1}
    )
    assert answer.status_code == 202, answer.text
    await bench.flow()
    asked = bench.log.said("fusion.prompt.v1")[-1]
    assert isinstance(asked, ChangeRequested)
    assert asked.build.base is not None
    assert (asked.build.build_no, asked.build.base.spec) == (2, deployed.spec)


async def test_operations_change_the_spec_that_is_deployed(bench: Bench) -> None:
    first = await bench.create()
    await bench.deploy(first["id"])
    view = (await bench.client.get(f"/api/v1/apps/{first['app_id']}/spec")).json()
    patient = view["spec"]["entities"][0]["id"]
    operations = [{"op": "rename", "id": patient, "name": "person", "label": "Person"}]
    answer = await bench.client.post(
        f"/api/v1/apps/{first['app_id']}/builds", json={"operations": operations, "base_version": 1}
    )
    assert answer.status_code == 202, answer.text
    await bench.flow()
    after = (await bench.client.get(f"/api/v1/apps/{first['app_id']}/spec")).json()
    assert (after["build_no"], after["spec"]["entities"][0]["name"], after["spec"]["entities"][0]["id"]) == (
        2,
        "person",
        patient,
    )


@pytest.mark.parametrize(
    "change", [{"text": "More"}, {"spec": CLINIC}, {"operations": [{"op": "remove", "id": "0" * 32}]}]
)
async def test_a_change_for_another_version_is_refused(bench: Bench, change: dict[str, Any]) -> None:
    first = await bench.create()
    await bench.deploy(first["id"])
    for stale in (0, 2):
        answer = await bench.client.post(
            f"/api/v1/apps/{first['app_id']}/builds", json={**change, "base_version": stale}
        )
        assert answer.status_code == 409
        assert "Version 1 is deployed" in answer.json()["detail"]


async def test_of_two_changes_at_once_one_is_taken(bench: Bench) -> None:
    first = await bench.create()
    await bench.deploy(first["id"])
    path, body = f"/api/v1/apps/{first['app_id']}/builds", {"text": "More", "base_version": 1}
    answers = await asyncio.gather(*(bench.client.post(path, json=body) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [202, 409, 409, 409, 409]


async def test_after_a_failed_creation_the_next_build_has_the_next_number(bench: Bench) -> None:
    first = await bench.create()
    assert (await bench.client.post(f"/api/v1/builds/{first['id']}/cancel")).status_code == 202
    await bench.flow()
    answer = await bench.client.post(
        f"/api/v1/apps/{first['app_id']}/builds", json={"text": "Better", "base_version": 0}
    )
    assert (answer.json()["build_no"], answer.json()["kind"]) == (2, "create")
    await bench.flow()
    assert isinstance(bench.log.said("fusion.prompt.v1")[-1], AppRequested)


async def test_a_name_is_given_once_in_a_workspace(bench: Bench) -> None:
    await bench.create(text="Patients", name="Clinic")
    again = await bench.client.post("/api/v1/apps", json={"text": "Patients", "name": "Clinic"})
    assert again.status_code == 409
    async with await bench.sign_in("another") as other:
        assert (await other.post("/api/v1/apps", json={"text": "Patients", "name": "Clinic"})).status_code == 202
