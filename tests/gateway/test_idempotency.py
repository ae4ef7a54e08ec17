"""Idempotency keys: the same request twice is one application, and one answer."""

from __future__ import annotations

import asyncio

from tests.gateway.bench import Bench

KEY = {"idempotency-key": "k1"}


async def test_the_same_request_twice_is_one_application(bench: Bench) -> None:
    first = await bench.client.post("/api/v1/apps", json={"text": "Patients"}, headers=KEY)
    await bench.flow()
    await bench.deploy(first.json()["build"]["id"])
    again = await bench.client.post("/api/v1/apps", json={"text": "Patients"}, headers=KEY)
    assert (again.status_code, again.json()) == (202, first.json())
    assert len((await bench.client.get("/api/v1/apps")).json()["items"]) == 1


async def test_the_same_request_at_once_is_one_application(bench: Bench) -> None:
    body = {"text": "Patients"}
    answers = await asyncio.gather(*(bench.client.post("/api/v1/apps", json=body, headers=KEY) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["app"]["id"] for answer in answers}) == 1
    await bench.flow()
    assert len(bench.log.records) == 1


async def test_the_same_key_for_another_request_is_refused(bench: Bench) -> None:
    await bench.client.post("/api/v1/apps", json={"text": "Patients"}, headers=KEY)
    other = await bench.client.post("/api/v1/apps", json={"text": "Visits"}, headers=KEY)
    assert other.status_code == 422
    assert "Idempotency-Key" in other.json()["detail"]


async def test_a_refused_request_does_not_use_up_its_key(bench: Bench) -> None:
    refused = await bench.client.post("/api/v1/apps", json={"text": ""}, headers=KEY)
    assert refused.status_code == 422
    assert (await bench.client.post("/api/v1/apps", json={"text": "Patients"}, headers=KEY)).status_code == 202


async def test_a_change_is_answered_as_before_even_when_it_has_been_deployed(bench: Bench) -> None:
    first = await bench.create()
    await bench.deploy(first["id"])
    path = f"/api/v1/apps/{first['app_id']}/builds"
    patient = (await bench.client.get(f"/api/v1/apps/{first['app_id']}/spec")).json()["spec"]["entities"][0]["id"]
    body = {"operations": [{"op": "rename", "id": patient, "label": "Person"}], "base_version": 1}
    change = await bench.client.post(path, json=body, headers=KEY)
    assert change.status_code == 202, change.text
    await bench.flow()
    await bench.deploy(change.json()["id"])
    again = await bench.client.post(path, json=body, headers=KEY)
    assert (again.status_code, again.json()) == (202, change.json())
