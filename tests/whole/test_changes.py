"""An application that is running and full of rows is changed, and keeps them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.whole.applications import Application
from tests.whole.platform import Platform

SPEC = {
    "app": {"label": "Boat yard"},
    "entities": [{"name": "boat", "fields": [{"name": "title", "type": "string", "required": True}]}],
}


@pytest.mark.proof
@pytest.mark.short
async def test_a_renamed_and_an_added_field_leave_the_rows_where_they_are(platform: Platform) -> None:
    app_id, spec = await asyncio.to_thread(_live, platform)
    with Application(platform, app_id) as before:
        row = before.create("boats", title="Sea Cloud")
    boat = spec["entities"][0]
    operations = [
        {"op": "rename", "id": boat["fields"][0]["id"], "name": "hull_name", "label": "Hull name"},
        {"op": "add_field", "entity": boat["id"], "field": {"name": "length", "type": "decimal"}},
    ]
    build = await asyncio.to_thread(_change, platform, app_id, {"operations": operations, "base_version": 1})
    assert build["url"] == before.url
    with Application(platform, app_id) as after:
        rows = after.all("boats")
    assert [(found["id"], found["hull_name"], found["length"]) for found in rows] == [(row["id"], "Sea Cloud", None)]


@pytest.mark.proof
async def test_a_change_in_words_keeps_the_rows(platform: Platform) -> None:
    app_id, _ = await asyncio.to_thread(_live, platform, name="Boat yard in words")
    with Application(platform, app_id) as before:
        before.create("boats", title="Sea Cloud")
    change = {"text": "Add a price to boats. Rename title to hull name.", "base_version": 1}
    await asyncio.to_thread(_change, platform, app_id, change)
    with Application(platform, app_id) as after:
        (found,) = after.all("boats")
    assert found["hull_name"] == "Sea Cloud"
    assert "price" in found


@pytest.mark.proof
async def test_a_change_from_a_stale_version_is_refused(platform: Platform) -> None:
    app_id, _ = await asyncio.to_thread(_live, platform, name="Boat yard stale")
    with platform.http() as http:
        answer = http.post(f"/apps/{app_id}/builds", json={"text": "Add a price to boats.", "base_version": 7})
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"


def _live(platform: Platform, name: str = "Boat yard") -> tuple[str, dict[str, Any]]:
    with platform.http() as http:
        made = http.post("/apps", json={"spec": SPEC, "name": name})
        assert made.status_code == 202, made.text
        build = platform.ended(made.json()["build"]["id"])
        assert build["state"] == "deployed", build["failure"]
        spec = http.get(f"/apps/{build['app_id']}/spec").raise_for_status().json()["spec"]
    return build["app_id"], spec


def _change(platform: Platform, app_id: str, body: dict[str, Any]) -> dict[str, Any]:
    with platform.http() as http:
        asked = http.post(f"/apps/{app_id}/builds", json=body)
        assert asked.status_code == 202, asked.text
    build = platform.ended(asked.json()["id"])
    assert build["state"] == "deployed", build["failure"]
    return build
