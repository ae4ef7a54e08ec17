"""Admission: what an outside producer may leave out is completed, what it may not claim is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from schemas.admission import DEADLINE, ENTRANCES, admit, signature, workspace_key
from schemas.errors import Permanent
from schemas.events import EVENTS, Build
from schemas.spec import app_id_for

OPEN, OTHER = uuid4(), uuid4()
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SECRET = "a secret"


def admitted(
    build: dict[str, Any], *, signed_by: UUID | None = None, secret: str = SECRET, open_workspace: UUID | None = OPEN
) -> Build:
    data = {"build": build, "text": "A shop."}
    body = json.dumps(data).encode()
    signed = signature(workspace_key(secret, signed_by), "AppRequested", body) if signed_by else None
    complete = admit(
        data, secret=SECRET, signed=signed, event_type="AppRequested", body=body, open_workspace=open_workspace, at=NOW,
        source="a script",
    )  # fmt: skip
    return Build.model_validate(complete["build"])


def least(**more: Any) -> dict[str, Any]:
    return {"build_id": str(uuid4()), "app_key": "shop", **more}


def test_the_least_that_must_be_said_is_completed() -> None:
    build = admitted(least())
    assert (build.workspace_id, build.app_id) == (OPEN, app_id_for(OPEN, "shop"))
    assert (build.requested_by, build.build_no, build.deadline) == ("outside:a script", 1, NOW + DEADLINE)


def test_what_was_said_stays_unknown_fields_included() -> None:
    build = admitted(least(build_no=7, requested_by="me", deadline=NOW.isoformat(), unheard_of={"a": 1}))
    assert (build.build_no, build.requested_by, build.deadline) == (7, "me", NOW)
    assert build.model_dump()["unheard_of"] == {"a": 1}


def test_a_signature_proves_the_workspace() -> None:
    assert admitted(least(workspace_id=str(OTHER)), signed_by=OTHER).workspace_id == OTHER


@pytest.mark.parametrize(
    ("build", "how"),
    [
        (least(workspace_id=str(OTHER)), {}),
        (least(workspace_id=str(OTHER)), {"signed_by": OPEN}),
        (least(workspace_id=str(OTHER)), {"signed_by": OTHER, "secret": "another"}),
        (least(app_id=str(app_id_for(OTHER, "shop"))), {}),
        (least(workspace_id=str(OTHER), app_id=str(app_id_for(OPEN, "shop"))), {"signed_by": OTHER}),
    ],
)
def test_nobody_names_what_is_another_s(build: dict[str, Any], how: dict[str, Any]) -> None:
    with pytest.raises(Permanent):
        admitted(build, **how)


def test_without_an_open_workspace_nothing_unsigned_is_an_event_of_anyone() -> None:
    with pytest.raises((Permanent, ValueError)):
        admitted(least(), open_workspace=None)


@pytest.mark.parametrize("event_type", sorted(set(EVENTS) - ENTRANCES))
def test_unsigned_only_what_begins_a_build_is_taken(event_type: str) -> None:
    with pytest.raises(Permanent, match="must be signed"):
        admit({"build": least()}, secret=SECRET, signed=None, event_type=event_type, body=b"", open_workspace=OPEN,
              at=NOW, source="test")  # fmt: skip


def test_a_signature_is_of_one_type_and_one_body() -> None:
    key = workspace_key(SECRET, OPEN)
    assert len({signature(key, "A", b"B"), signature(key, "AB", b""), signature(key, "A", b"C")}) == 3
    assert workspace_key(SECRET, OPEN) != workspace_key(SECRET, OTHER)


@pytest.mark.parametrize("build", [{}, {"build_id": "x"}, {"app_key": "shop", "app_id": "x"}])
def test_what_is_no_build_is_told_apart_from_what_is_refused(build: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError)):
        admitted(build)
