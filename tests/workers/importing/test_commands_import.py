"""`fusion import` and `fusion export`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from schemas.errors import Permanent
from workers.commands_import import commands
from workers.printing import read_spec

LIBRARY = Path(__file__).parent / "jdl" / "library.jdl"


@pytest.mark.parametrize("ending", ["yaml", "json"])
def test_an_import_writes_a_specification_that_can_be_read(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"spec.{ending}"

    result = CliRunner().invoke(commands, ["import", str(LIBRARY), "--out", str(out)])

    assert result.exit_code == 0
    assert "Library: 4 entities" in result.output
    assert read_spec(out).entity("book").stored_as == "lib_book"


def test_yaml_leaves_out_what_can_be_derived(tmp_path: Path) -> None:
    out = tmp_path / "spec.yaml"
    CliRunner().invoke(commands, ["import", str(LIBRARY), "--out", str(out)])

    text = out.read_text("utf-8")
    assert "- {name: isbn, type: string, unique: true, max_length: 13}" in text
    assert "id:" not in text
    assert "plural" not in text


def test_json_counts_and_lists_the_warnings(tmp_path: Path) -> None:
    source = tmp_path / "shop.sql"
    source.write_text("CREATE TABLE goods (id serial PRIMARY KEY, name text);\nVACUUM;", encoding="utf-8")

    result = CliRunner().invoke(commands, ["import", str(source), "--out", str(tmp_path / "x.json"), "--json"])

    told = json.loads(result.output)
    assert (told["app"], told["entities"]) == ("shop", 1)
    assert told["warnings"] == [
        "shop.sql:1:21: primary keys are left out: every row has an id of its own.",
        "shop.sql:2:1: 'VACUUM' says nothing about what is kept: left out.",
    ]


def test_an_export_is_imported_as_what_it_was(tmp_path: Path) -> None:
    first, jdl, second = tmp_path / "a.yaml", tmp_path / "a.jdl", tmp_path / "b.yaml"
    run = CliRunner()
    run.invoke(commands, ["import", str(LIBRARY), "--out", str(first)])

    assert run.invoke(commands, ["export", str(first), "--jdl", "--out", str(jdl)]).exit_code == 0
    assert run.invoke(commands, ["import", str(jdl), "--out", str(second)]).exit_code == 0
    assert read_spec(second) == read_spec(first)


@pytest.mark.parametrize(("name", "content", "expected"), [
    ("model.txt", b"entity A", "nothing that can be imported"),
    ("model.jdl", b"entity A\n/* \xff */", "model.jdl:2:4: the byte 0xff is no UTF-8"),
    ("model.jdl", b"entity A {\n\x00}", "model.jdl:2:1: a NUL byte"),
    ("model.sql", b"-- " + b"x" * 10_000_000, "model.sql:1: a line of 9 MB"),
])  # fmt: skip
def test_what_is_no_model_is_refused(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(content)

    result = CliRunner().invoke(commands, ["import", str(tmp_path / name), "--out", str(tmp_path / "o.yaml")])

    assert isinstance(result.exception, Permanent)
    assert expected in str(result.exception)
