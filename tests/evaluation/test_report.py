"""Cases are read, the table says what was found, and stands where the document wants it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import Permanent
from workers.evaluation.cases import Case, cases
from workers.evaluation.report import Effort, insert, table
from workers.evaluation.running import Answer
from workers.evaluation.summary import interval

REFERENCE: dict[str, Any] = {"entities": [{"name": "Boat", "attributes": ["name", "length"]}], "relations": []}


def answer(model: dict[str, Any], *, complete: bool = True, refused: str = "") -> Answer:
    return Answer(Case("boats", "harbour", "A boat has a name.", REFERENCE, complete), model, 0.2, refused)


def test_the_table_tells_suggestions_from_what_was_read() -> None:
    model = {"entities": [{"name": "Boat", "attributes": ["name", {"name": "length", "suggested": True}]}]}

    text = table([answer(model)], Effort(1.0, 200))

    every, read = (line for line in text.splitlines() if line.startswith("| harbour"))
    assert "**1.00** (1.00–1.00), P 1.00, R 1.00" in every
    assert "P 1.00, R 0.50" in read


def test_where_the_reference_lists_the_least_only_recall_is_told() -> None:
    model = {"entities": [{"name": "Boat", "attributes": ["name"]}, {"name": "Pier"}]}

    text = table([answer(model, complete=False)], Effort(1.0, 200))

    assert "| harbour | 1 | all | 1.00 | 0.50 | – |" in text
    assert "P 1.00" not in text


def test_a_refused_text_counts_as_nothing_found_and_is_named() -> None:
    text = table([answer({}, refused="This text is no description.")], Effort(1.0, 200))

    assert "**0.00**" in text
    assert "- `boats` was refused: This text is no description." in text


def test_the_table_replaces_what_stands_between_its_markers(tmp_path: Path) -> None:
    document = tmp_path / "accuracy.md"
    document.write_text("# Title\n<!-- eval-x: begin -->\nold\n<!-- eval-x: end -->\nafter\n")

    insert(document, "eval-x", "new\n")

    assert document.read_text() == "# Title\n<!-- eval-x: begin -->\nnew\n<!-- eval-x: end -->\nafter\n"


def test_a_document_without_markers_is_refused(tmp_path: Path) -> None:
    document = tmp_path / "accuracy.md"
    document.write_text("# Title\n")

    with pytest.raises(Permanent, match="eval-x: begin"):
        insert(document, "eval-x", "new\n")


def test_cases_are_read_from_lines_and_from_what_owners_expect(tmp_path: Path) -> None:
    line = {"id": "a", "source": "s", "text": "Boats.", **REFERENCE, "reference_complete": False}
    (tmp_path / "a.jsonl").write_text(json.dumps(line) + "\n\n")
    expected = {"text": "Piers.", "entities": [{"name": ["pier", "dock"], "fields": [["depth"]]}], "relations": []}
    (tmp_path / "piers.json").write_text(json.dumps(expected))

    found = {case.id: case for case in cases(tmp_path)}

    assert not found["a"].complete
    assert found["piers"].reference["entities"] == [{"name": "pier", "attributes": ["depth"]}]


def test_a_folder_without_cases_is_told(tmp_path: Path) -> None:
    with pytest.raises(Permanent, match="holds no cases"):
        cases(tmp_path)


def test_the_interval_is_the_same_every_time_and_holds_the_mean() -> None:
    low, high = interval([0.1, 0.5, 0.9])

    assert (low, high) == interval([0.1, 0.5, 0.9])
    assert low < 0.5 < high
