"""The vocabulary of the pipeline."""

from __future__ import annotations

from uuid import uuid4

import pytest
from pydantic import ValidationError

from schemas.events import ENDS, EVENTS, INPUT, TOPICS, Build, Event, Message, Retirement, Stage, event_id
from schemas.spec import app_id_for


def test_every_stage_has_a_topic_that_some_event_is_published_to() -> None:
    assert set(INPUT.values()) <= {event.topic for event in EVENTS.values()}
    assert [INPUT[stage] for stage in Stage] == [topic for topic in TOPICS if topic in INPUT.values()]


def test_every_event_is_in_the_vocabulary() -> None:
    said = {*Event.__subclasses__(), *Retirement.__subclasses__()}
    assert {event for event in said if event.__module__ == Event.__module__} == set(EVENTS.values())


def test_topics_carry_their_version_in_their_name() -> None:
    assert all(topic.startswith("fusion.") and topic.endswith(".v1") for topic in TOPICS)
    assert len(set(TOPICS)) == len(TOPICS)


def test_the_three_ends_are_events_of_a_build() -> None:
    assert {end.__name__ for end in ENDS} == {"AppDeployed", "StageFailed", "BuildCancelled"}
    assert all(issubclass(end, Event) for end in ENDS)


@pytest.mark.parametrize("event", EVENTS.values())
def test_events_are_frozen_and_bear_what_a_newer_producer_says_more(event: type[Message]) -> None:
    assert event.model_config["frozen"]
    assert event.model_config["extra"] == "ignore"


def test_an_event_s_id_is_that_of_its_step() -> None:
    build = uuid4()
    same = event_id(build, 1, "image", "ImageBuilt")
    assert event_id(build, 1, "image", "ImageBuilt") == same
    others = {
        event_id(uuid4(), 1, "image", "ImageBuilt"),
        event_id(build, 2, "image", "ImageBuilt"),
        event_id(build, 1, "deploy", "ImageBuilt"),
        event_id(build, 1, "image", "StageFailed"),
        event_id(build, 1, "image", "ImageBuilt", count=1),
    }
    assert len(others | {same}) == 6


def test_a_build_block_keeps_what_it_does_not_know() -> None:
    workspace = uuid4()
    data = {
        "app_id": str(app_id_for(workspace, "shop")), "app_key": "shop", "workspace_id": str(workspace),
        "requested_by": "me", "build_id": str(uuid4()), "build_no": 3, "later": {"deep": [1, "two"]},
    }  # fmt: skip
    assert Build.model_validate(data).model_dump(mode="json")["later"] == {"deep": [1, "two"]}
    with pytest.raises(ValidationError):
        Build.model_validate({**data, "build_no": 0})
