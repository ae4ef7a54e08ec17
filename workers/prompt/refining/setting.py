"""Properties of the one fact that is meant."""

from __future__ import annotations

from typing import Any

from schemas.spec import FieldType
from schemas.wishes import Alter, Refinement
from workers.prompt.refining.talk import Talk, meant
from workers.prompt.refining.vocabulary import Kind, Named

NUMERIC = frozenset({FieldType.INTEGER, FieldType.BIG_INTEGER, FieldType.DECIMAL, FieldType.FLOAT, FieldType.MONEY})


def set_one(what: str, values: dict[str, Any], talk: Talk, *, numeric: bool = False) -> Refinement | None:
    found = talk.find(what, Kind.FIELD)
    if numeric:
        found = tuple(one for one in found if is_number(one, talk))
    if not found:
        return None
    return meant(found, what, talk, lambda one: [Alter(path=one.path, set=values)])


def is_number(one: Named, talk: Talk) -> bool:
    field = talk.words.field(one.path)
    return field is not None and field.type in NUMERIC
