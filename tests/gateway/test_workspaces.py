"""Workspaces: nothing is open without a token, and no token opens another workspace's things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx

from gateway.application import create_application
from tests.gateway.bench import CLINIC, Bench

OPEN = {("POST", "/api/v1/session")}
"""Signing in is the one thing that needs no token."""


def routes() -> Iterator[tuple[str, str]]:
    for path, methods in create_application().openapi()["paths"].items():
        for method in methods:
            yield method.upper(), path


ROUTES = sorted(routes())
OF_AN_OWNER = [(method, path) for method, path in ROUTES if "{app_id}" in path or "{build_id}" in path]
BODIES: dict[str, dict[str, Any]] = {"/builds": {"text": "More", "base_version": 1}}


def body(method: str, path: str) -> dict[str, Any]:
    return next((found for end, found in BODIES.items() if method == "POST" and path.endswith(end)), {})


async def test_nothing_is_open_without_a_token(bench: Bench) -> None:
    for method, path in ROUTES:
        url = re.sub(r"\{\w+\}", "0" * 32, path)
        for headers in ({}, {"authorization": "Bearer wrong"}, {"cookie": "fusion_session=wrong"}):
            bench.client.headers = httpx.Headers(headers)
            answer = await bench.client.request(method, url)
            wanted = 403 if "cookie" in headers and method != "GET" else 401
            assert answer.status_code == wanted or (method, path) in OPEN, (method, path, headers)
            assert answer.headers["content-type"] == "application/problem+json"


async def test_a_foreign_token_finds_nothing_of_an_application(bench: Bench) -> None:
    async with await bench.sign_in("theirs") as theirs, await bench.sign_in("mine") as mine:
        build = await bench.create(theirs, spec=CLINIC)
        await bench.deploy(build["id"])
        for method, path in OF_AN_OWNER:
            url = path.format(app_id=build["app_id"], build_id=build["id"])
            answer = await mine.request(method, url, json=body(method, path))
            unknown = await mine.request(method, re.sub(r"\{\w+\}", "0" * 32, path), json=body(method, path))
            assert answer.status_code == (403 if "/ops/" in path else 404), (method, path)
            assert answer.json() == unknown.json()


async def test_each_workspace_lists_its_own_applications_and_operators_see_all(bench: Bench) -> None:
    async with await bench.sign_in("one") as one, await bench.sign_in("two") as two:
        first, second = await bench.create(one), await bench.create(two)
        assert [app["id"] for app in (await one.get("/api/v1/apps")).json()["items"]] == [first["app_id"]]
        assert [app["id"] for app in (await two.get("/api/v1/apps")).json()["items"]] == [second["app_id"]]
    every = (await bench.client.get("/api/v1/apps")).json()["items"]
    assert {app["id"] for app in every} == {first["app_id"], second["app_id"]}


async def test_builders_do_not_operate(bench: Bench) -> None:
    async with await bench.sign_in("one") as one:
        for method, path in ROUTES:
            if "/ops/" in path:
                answer = await one.request(method, path.format(build_id="0" * 32, letter_id=1))
                assert answer.status_code == 403, path


async def test_an_artifact_is_its_workspaces_own(bench: Bench) -> None:
    async with await bench.sign_in("one") as one, await bench.sign_in("two") as two:
        ref = (await one.post("/api/v1/artifacts", content=b"mine", headers={"content-type": "text/plain"})).json()
        assert (await one.get(f"/api/v1/artifacts/{ref['sha256']}")).content == b"mine"
        assert (await two.get(f"/api/v1/artifacts/{ref['sha256']}")).status_code == 404


async def test_the_artifacts_of_a_build_are_its_workspaces_own(bench: Bench) -> None:
    async with await bench.sign_in("one") as one, await bench.sign_in("two") as two:
        build = await bench.create(one)
        deployed = await bench.deploy(build["id"])
        path = f"/api/v1/artifacts/{deployed.spec.sha256}"
        assert (await one.get(path)).status_code == 200
        assert (await two.get(path)).status_code == 404


async def test_the_same_idempotency_key_in_two_workspaces_is_two_keys(bench: Bench) -> None:
    headers, body = {"idempotency-key": "k"}, {"text": "Patients"}
    async with await bench.sign_in("one") as one, await bench.sign_in("two") as two:
        first = await one.post("/api/v1/apps", json=body, headers=headers)
        second = await two.post("/api/v1/apps", json=body, headers=headers)
    assert first.json()["app"]["id"] != second.json()["app"]["id"]


async def test_a_revoked_token_opens_nothing(bench: Bench) -> None:
    async with await bench.sign_in("one") as one:
        assert (await one.get("/api/v1/apps")).status_code == 200
        async with bench.platform.database.connection() as connection:
            await connection.execute("UPDATE tokens SET revoked_at = now()")
        assert (await one.get("/api/v1/apps")).status_code == 401
