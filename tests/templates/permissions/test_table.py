"""The evaluator reads the roles of a spec as a person does: both tables of who may do what are the same."""

from __future__ import annotations

import json
from pathlib import Path

from schemas.matrix import Asker, Case, Step, matrix, steps
from schemas.validation import parse
from tests.templates.permissions import table
from tests.templates.permissions.table import Key, Line

SPEC = parse(json.loads((Path(__file__).parent / "hospital.json").read_text()))


def test_the_evaluator_agrees_with_the_table_written_by_hand() -> None:
    worked_out = evaluated(matrix(SPEC))
    by_hand = table.lines()
    assert worked_out.keys() == by_hand.keys()
    assert {key: worked_out[key] for key in by_hand if worked_out[key] != by_hand[key]} == {}


def test_a_row_that_cannot_be_born_within_a_scope_is_not_made_there() -> None:
    born = [case for case in matrix(SPEC) if case.action == "create" and case.allowed and case.scope]
    assert {(case.entity, case.scope) for case in born} == {
        ("shift", ("nurse",)), ("patient", ("doctor",)), ("visit", ("doctor",)), ("medication", ("visit", "doctor")),
    }  # fmt: skip


def test_steps_agree_as_well() -> None:
    worked_out: dict[tuple[str, str], set[str]] = {}
    for step in steps(SPEC):
        if step.allowed:
            worked_out.setdefault((_who(step.who), _row(step)), set()).add(step.transition)
    assert worked_out == table.steps()


def evaluated(cases: list[Case]) -> dict[Key, Line]:
    found: dict[Key, Line] = {}
    for case in cases:
        key = (_who(case.who), case.entity, _row(case))
        line = found.get(key, Line(frozenset(), frozenset(), frozenset()))
        if case.allowed:
            found[key] = Line(line.may | {case.action}, line.sees | set(case.readable), line.sets | set(case.writable))
        else:
            found[key] = line
    return found


def _who(asker: Asker) -> str:
    return asker.role or asker.kind


def _row(case: Case | Step) -> str:
    return ".".join(case.scope) or case.row
