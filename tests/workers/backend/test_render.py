"""`fusion render`: a specification in, a folder of sources out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from schemas.errors import InvalidSpec, Permanent
from workers.commands_render import commands

NOTES = "app: {label: Notes}\nentities:\n- name: note\n  fields: [{name: text, type: text}]\n"


def render(*arguments: str) -> str:
    return CliRunner().invoke(commands, arguments, catch_exceptions=False).output


def test_it_writes_every_chosen_target(tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text(NOTES)
    answer = json.loads(render(str(tmp_path / "notes.yaml"), "--out", str(tmp_path / "out"), "--json"))
    assert set(answer["files"]) == {"backend", "react"}
    for folder, count in answer["files"].items():
        assert len([path for path in (tmp_path / "out" / folder).rglob("*") if path.is_file()]) == count


def test_it_leaves_a_folder_alone_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text('{"app": {"label": "Notes"}, "entities": [{"name": "note"}]}')
    with pytest.raises(Permanent, match="not empty"):
        render(str(tmp_path / "notes.json"), "--out", str(tmp_path))
    assert "1 entities" in render(str(tmp_path / "notes.json"), "--out", str(tmp_path), "--force")


@pytest.mark.parametrize("text", ["[", "app: {label: Notes}", "entities: 3", "- 1", "\x00"])
def test_what_is_no_spec_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "spec.yaml").write_text(text)
    with pytest.raises((Permanent, InvalidSpec)):
        render(str(tmp_path / "spec.yaml"), "--out", str(tmp_path / "out"))
    with pytest.raises(Permanent, match="There is no file"):
        render(str(tmp_path / "nothing.yaml"), "--out", str(tmp_path / "out"))
