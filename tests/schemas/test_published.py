"""What is published for programs that no one here wrote: JSON Schemas and the AsyncAPI document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator, ValidationError

from infra.bus.wire import encode
from schemas.asyncapi import DOORS, HEADERS, document
from schemas.events import EVENTS, TOPICS, AppRequested, Build, SchemaDesigned
from schemas.jsonschema import event_schema
from schemas.spec import AppSpec, app_id_for


def valid(name: str, data: Any) -> bool:
    try:
        Draft202012Validator(event_schema(name)).validate(data)
    except ValidationError:
        return False
    return True


def build(**more: Any) -> Build:
    workspace = uuid4()
    return Build(
        app_id=app_id_for(workspace, "shop"), app_key="shop", workspace_id=workspace, requested_by="someone",
        build_id=uuid4(), build_no=1, **more,
    )  # fmt: skip


@pytest.mark.parametrize("name", EVENTS)
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(event_schema(name))


def test_an_event_as_it_stands_on_the_wire_is_valid() -> None:
    spec = AppSpec.model_validate({"app": {"label": "Shop"}, "entities": [{"name": "product"}]})
    record = encode(SchemaDesigned(build=build(more={"unheard": "of"}), inline=spec), source="x", secret="y")
    assert valid("SchemaDesigned", json.loads(record.value or b""))


def test_a_producer_may_leave_out_what_fusion_completes() -> None:
    least = {"build_id": str(uuid4()), "app_key": "shop"}
    assert valid("AppRequested", {"build": least, "text": "A shop."})
    spec = {
        "app": {"label": "Shop"},
        "entities": [{"label": "Product", "fields": [{"name": "price", "type": "decimal"}]}],
    }
    assert valid("SchemaDesigned", {"build": least, "inline": spec})
    AppSpec.model_validate(spec)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "A shop."},
        {"build": {"app_key": "shop"}, "text": "A shop."},
        {"build": {"build_id": str(uuid4()), "app_key": "shop"}},
        {"build": {"build_id": str(uuid4()), "app_key": "shop"}, "text": "x" * 50_001},
    ],
)
def test_what_fusion_would_refuse_is_not_valid(wrong: Any) -> None:
    assert not valid("AppRequested", wrong)


def test_the_document_names_every_topic_and_every_event_of_it() -> None:
    channels = document()["channels"]
    assert tuple(channels) == TOPICS
    said = [name for channel in channels.values() for name in channel["messages"]]
    assert sorted(said) == sorted(EVENTS)


def test_the_document_tells_where_outside_producers_may_write() -> None:
    operations = document()["operations"].values()
    assert {one["channel"]["$ref"].rpartition("/")[2] for one in operations if one["action"] == "receive"} == DOORS


def test_every_reference_of_the_document_leads_somewhere() -> None:
    whole = document()
    for reference in references(whole):
        found: Any = whole
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]


def test_the_headers_are_those_that_are_sent() -> None:
    record = encode(AppRequested(build=build(), text="A shop."), source="x", secret="y", deferrals=1)
    assert {name for name, _ in record.headers} == set(HEADERS["properties"])


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)
