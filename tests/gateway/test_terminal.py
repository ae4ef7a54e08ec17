"""The gateway's commands: one object for programs, one line for what goes wrong."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gateway.client import Client, Failed
from gateway.commands import commands
from gateway.follow import follow
from gateway.responses import Build
from gateway.views import build_view
from infra.settings import Settings


def build(state: str, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "build_id": "0" * 32, "app_id": "1" * 32, "build_no": 1, "attempt": 1, "kind": "create", "text": "x",
        "review": False, "targets": {}, "requested_by": "me", "created_at": "2026-01-01T00:00:00Z", "base_version": 0,
    }  # fmt: skip
    found: Build = build_view(None, row, [], [])
    return {**found.model_dump(mode="json"), "state": state, **changes}


class Told:
    """A build's stream that has been written down."""

    def __init__(self, *events: tuple[str, dict[str, Any]]) -> None:
        self._events = events
        self.asked = 0

    def events(self, build_id: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for event in self._events:
            self.asked += 1
            yield event


FAILURE = {"stage": "prompt", "reason": "Say [more].", "retryable": True}
LINE = ("log", {"stage": "prompt", "line": "reading [the text]", "percent": 5, "at": "2026-01-01T00:00:00Z"})
ENDS: list[tuple[dict[str, Any], str]] = [
    (build("deployed", url="http://clinic.localhost:8101", seconds=9.81), "Running after 9.8 s: http://clinic"),
    (build("failed", failure=FAILURE), "Failed in prompt: Say [more]."),
    (build("cancelled", failure={**FAILURE, "retryable": False}), "Cancelled in prompt"),
    (
        build("waiting_for_review", questions=[{"text": "Who is [Bob]?", "choices": [{"label": "A [guest]"}]}]),
        "? Who is [Bob]?",
    ),
]


@pytest.mark.parametrize(("end", "words"), ENDS)
def test_a_build_is_followed_to_its_end(end: dict[str, Any], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    follow(Told(("build", build("running")), LINE, ("build", end)), build("queued"), as_json=False)
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(("end", "words"), ENDS)
def test_for_programs_there_is_one_object(end: dict[str, Any], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    follow(Told(LINE, ("build", end)), build("queued"), as_json=True)
    answer = json.loads(capsys.readouterr().out)
    assert answer.keys() >= {"app_id", "build_id", "url", "seconds", "stages"}
    assert (answer["state"], list(answer["stages"])) == (
        end["state"],
        ["prompt", "schema", "backend", "frontend", "image", "deploy"],
    )


def test_a_build_that_waits_for_a_person_is_not_followed_further() -> None:
    waiting = build("waiting_for_review")
    told = Told(("build", waiting), ("build", build("deployed")))
    assert follow(told, build("queued"), as_json=True) == waiting
    assert told.asked == 1


@pytest.fixture
def nobody(tmp_path: Path) -> Settings:
    """Settings of an installation that does not run."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return Settings(home=tmp_path, http_port=free.getsockname()[1], token="fusion_x")


def test_where_nothing_runs_one_line_says_what_to_do(nobody: Settings) -> None:
    with Client.open(nobody) as client, pytest.raises(Failed, match="start it with `make run`"):
        client.get("apps")


def test_without_a_token_one_line_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="FUSION_TOKEN"), Client.open(Settings(home=tmp_path)):
        pass


@pytest.mark.parametrize("arguments", [["build"], ["build", "x", "--spec", __file__], ["build", "--spec", __file__]])
def test_a_wish_that_cannot_be_read_is_refused(arguments: list[str]) -> None:
    assert isinstance(CliRunner().invoke(commands, arguments).exception, Failed)


def test_every_command_can_be_asked_for_help() -> None:
    names = [command.name for command in commands.registered_commands]
    assert {"gateway", "build", "apps", "approve", "cancel", "retry", "replay", "retire", "open"} <= set(names)
    for name in names:
        assert CliRunner().invoke(commands, [str(name), "--help"]).exit_code == 0
