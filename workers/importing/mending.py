"""Leaves out of an import what its file says and a specification cannot hold, where the rest makes sense without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from schemas.errors import InvalidSpec, Problem
from schemas.spec import AppSpec
from schemas.validation import Reserved, parse

Raw = dict[str, Any]

DROPPED = frozenset({"unique", "unique_together", "indexes", "default", "pattern", "min_length", "expression"})
"""Rules without which rows are still what they were; with its `expression` the whole field goes."""


def mended(spec: Raw, reserved: Reserved, tell: Callable[[Problem], None]) -> AppSpec:
    """The specification without the rules that it cannot have, which are told. Raises InvalidSpec for the rest."""
    try:
        return parse(spec, reserved)
    except InvalidSpec as error:
        wrong = [problem for problem in error.problems if problem.path.rpartition(".")[2] in DROPPED]
        if len(wrong) < len(error.problems):
            raise
        for problem in wrong:
            _drop(spec, problem.path)
            tell(problem)
    return parse(spec, reserved)


def _drop(spec: Raw, path: str) -> None:
    _, name, *rest = path.split(".")
    entity = next(one for one in spec["entities"] if one["name"] == name)
    if len(rest) == 1:
        entity.pop(rest[0], None)
        return
    fields = entity["fields"]
    for field in [one for one in fields if one["name"] == rest[1]]:
        if rest[2] == "expression":
            fields.remove(field)
        else:
            field.pop(rest[2], None)
