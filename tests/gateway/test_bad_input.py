"""Bad input: refused with a sentence that says what to do, never taken half."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.gateway.bench import CLINIC, Bench

LONG = "x" * 50_001


def nested(depth: int) -> Any:
    return {"entities": nested(depth - 1)} if depth else []


WRONG: list[tuple[Any, int, str]] = [
    ({"text": ""}, 422, "what the application should keep track of"),
    ({"text": " \n "}, 422, "what the application should keep track of"),
    ({"text": LONG}, 422, "50000"),
    ({"text": "nul\0"}, 422, "control characters"),
    ({"text": "\x1b[2J"}, 422, "control characters"),
    ({"text": 5}, 422, "string"),
    ({}, 422, "exactly one of text, spec"),
    ({"text": "a", "spec": {}}, 422, "exactly one of text, spec"),
    ({"text": "a", "surprise": 1}, 422, "surprise"),
    ({"text": "a", "targets": {"backend": "cobol"}}, 422, "Known: django"),
    ({"text": "a", "targets": {"frontends": ["flash"]}}, 422, "Known: "),
    ({"text": "a", "targets": {"frontends": []}}, 422, "frontends"),
    ({"text": "a", "name": "x" * 301}, 422, "name"),
    ({"text": "a", "name": "\0"}, 422, "control characters"),
    ({"spec": {}}, 422, "app"),
    ({"spec": {"app": 5}}, 422, "app"),
    ({"spec": {"app": {"label": 5}, "entities": 7}}, 422, "label"),
    ({"spec": {"app": {"label": "A"}}}, 422, "entities"),
    ({"spec": {**CLINIC, "targets": {"backend": "cobol"}}}, 422, "Known: django"),
    ({"spec": {**CLINIC, "surprise": nested(100)}}, 422, "levels"),
    ({"spec": {**CLINIC, "format": 99}}, 422, "format"),
    ([], 422, "body"),
    ("text", 422, "body"),
]


async def test_wrong_requests_are_refused_and_nothing_is_published(bench: Bench) -> None:
    for body, status, words in WRONG:
        answer = await bench.client.post("/api/v1/apps", json=body)
        assert answer.status_code == status, (body, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
        assert words in answer.text, (body, answer.text)
    await bench.flow()
    assert bench.log.records == []
    assert (await bench.client.get("/api/v1/apps")).json()["items"] == []


NO_NUMBER = b'{"name": "b", "fields": [{"name": "c", "type": "decimal", "min": NaN}]}'

RAW: list[tuple[bytes, int]] = [
    (b"", 422),
    (b"{", 422),
    (b"\xff\xfe\x00", 400),
    (b"[" * 5_000, 400),
    (b'{"text": "half a pair \\ud800"}', 422),
    (b'{"spec": {"app": {"label": "half a pair \\ud800"}}}', 422),
    (b'{"spec": {"app": {"label": "A"}, "entities": [{"name": "a\\u0000"}]}}', 422),
    (b'{"spec": {"app": {"label": "A"}, "entities": [' + NO_NUMBER + b"]}}", 422),
    (b'{"text": "' + b"x" * (2 << 20) + b'"}', 413),
]  # fmt: skip


async def test_bytes_that_are_no_json_are_refused(bench: Bench) -> None:
    for content, status in RAW:
        answer = await bench.client.post(
            "/api/v1/apps", content=content, headers={"content-type": "application/json", "idempotency-key": "k"}
        )
        assert answer.status_code == status, (content[:80], answer.text)
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_body_of_unannounced_length_is_not_read_beyond_the_limit(bench: Bench) -> None:
    read = 0

    async def endless() -> Any:
        nonlocal read
        while read < 16 << 20:
            read += 1 << 16
            yield b"x" * (1 << 16)

    for path in ("/api/v1/artifacts", "/api/v1/apps"):
        read = 0
        answer = await bench.client.post(path, content=endless(), headers={"content-type": "application/json"})
        assert answer.status_code == 413, answer.text
        assert read < 3 << 20


async def test_every_problem_of_a_spec_is_named(bench: Bench) -> None:
    spec = {
        "app": {"label": "A"},
        "entities": [
            {"name": "class", "fields": [{"name": "a", "type": "string", "min": 1}]},
            {"name": "b", "fields": [{"name": "c", "type": "enum", "enum": "none"}]},
        ],
    }
    answer = await bench.client.post("/api/v1/apps", json={"spec": spec})
    assert answer.status_code == 422
    problems = answer.json()["problems"]
    assert {problem["path"] for problem in problems} >= {"entities.class.fields.a.min", "entities.b.fields.c.enum"}
    assert all(problem["message"] for problem in problems)


@pytest.mark.parametrize("label", ["<script>alert(1)</script>", "'; DROP TABLE apps; --", "{{ 7*7 }}", "../../etc",
                                   "مرحبا", "🐝🐝🐝", "x" * 300, "class"])  # fmt: skip
def test_any_label_makes_a_key(label: str) -> None:
    from gateway.doors.create import _key

    assert 3 < len(_key(None, label)) < 60


async def test_unknown_ids_and_paths_are_not_found(bench: Bench) -> None:
    for path in ("apps/" + "0" * 32, "builds/" + "0" * 32, "artifacts/" + "0" * 64, "nowhere"):
        answer = await bench.client.get(f"/api/v1/{path}")
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_wrong_queries_are_refused(bench: Bench) -> None:
    build = await bench.create()
    app = f"apps/{build['app_id']}"
    for path in (
        "apps?limit=0",
        "apps?cursor=x",
        "apps?cursor=0001-01-01T00:00:00%2B14:00_" + "0" * 32,
        "apps?limit=1e9",
        "apps/x",
        f"{app}/builds?cursor=99999999999",
        f"{app}/spec?build_id=x",
    ):
        assert (await bench.client.get(f"/api/v1/{path}")).status_code == 422, path


async def test_what_is_no_number_of_a_line_shows_a_stream_from_its_beginning(bench: Bench) -> None:
    build = await bench.create()
    await bench.deploy(build["id"])
    streams = [
        (await bench.client.get(f"/api/v1/builds/{build['id']}/events", headers={"Last-Event-ID": last})).text
        for last in ("0", "x", "9" * 40)
    ]
    assert streams[0].count("event: build") == 1
    assert len(set(streams)) == 1


async def test_a_dead_letter_of_a_number_that_none_can_have_is_refused(bench: Bench) -> None:
    assert (await bench.client.post(f"/api/v1/ops/dead-letters/{'9' * 30}/replay")).status_code == 422


async def test_a_change_needs_its_base_version(bench: Bench) -> None:
    build = await bench.create()
    for body in ({"text": "More"}, {"text": "More", "base_version": -1}, {"base_version": 0}):
        answer = await bench.client.post(f"/api/v1/apps/{build['app_id']}/builds", content=json.dumps(body))
        assert answer.status_code == 422
