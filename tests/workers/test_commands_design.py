"""`fusion design` shows what would be made of a text, and answers many texts in one file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from schemas.errors import Permanent
from schemas.spec import AppSpec
from workers.commands_design import commands

TEXT = "Each glacier has a name and a state (calm or moving)."


def test_it_prints_a_readable_tree() -> None:
    result = CliRunner().invoke(commands, [TEXT])

    assert result.exit_code == 0
    assert "Glacier" in result.output
    assert "Calm | Moving" in result.output


def test_json_is_the_whole_spec() -> None:
    result = CliRunner().invoke(commands, [TEXT, "--json"])

    assert AppSpec.model_validate_json(result.output).entity("glacier").field("state")


def test_a_text_may_come_from_the_input() -> None:
    result = CliRunner().invoke(commands, ["-", "--json"], input=TEXT)

    assert AppSpec.model_validate_json(result.output).entity("glacier")


def test_cases_are_answered_line_by_line_refusals_included(tmp_path: Path) -> None:
    cases, out = tmp_path / "cases.jsonl", tmp_path / "out.jsonl"
    texts = {
        "good": "Each glacier has a name. It belongs to a valley. A valley has a length.",
        "bad": "hello",
    }
    cases.write_text("\n".join(json.dumps({"id": case, "text": text}) for case, text in texts.items()), "utf-8")

    result = CliRunner().invoke(commands, ["--cases", str(cases), "--out", str(out)])

    good, bad = (json.loads(line) for line in out.read_text("utf-8").splitlines())
    assert result.exit_code == 0
    assert {entity["name"] for entity in good["entities"]} == {"Glacier", "Valley"}
    assert [(one["from"], one["to"], one["cardinality"]) for one in good["relations"]] == [
        ("Glacier", "Valley", "many-to-one")
    ]
    assert bad["entities"] == []
    assert "for example" in bad["error"]


def test_nothing_to_read_is_refused() -> None:
    result = CliRunner().invoke(commands, [])

    assert isinstance(result.exception, Permanent)


@pytest.mark.parametrize("text", ["", "hello"])
def test_a_refusal_is_one_sentence(text: str) -> None:
    result = CliRunner().invoke(commands, [text])

    assert isinstance(result.exception, Permanent)
    assert "\n" not in str(result.exception)
