"""What is wrong with a spec: every problem at once, each with its path and a suggestion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from schemas.checks import entities, relations, roles
from schemas.checks.naming import Reserved, unique
from schemas.errors import InvalidSpec, Problem
from schemas.rules import NUMBERS, TEXTS
from schemas.shapes import shape_problems
from schemas.spec import AppSpec

__all__ = ["NUMBERS", "TEXTS", "Reserved", "check", "parse", "problems"]


def _free(kind: str, name: str) -> bool:
    return False


def parse(data: Any, reserved: Reserved = _free) -> AppSpec:
    """Read a spec from plain data and check it. Raises InvalidSpec naming every problem."""
    try:
        spec = AppSpec.model_validate(data)
    except ValidationError as error:
        wrong, mended, touched = shape_problems(data, error)
        senseless = [] if mended is None else list(problems(mended, reserved))
        raise InvalidSpec([*wrong, *(one for one in senseless if not touched(one.path))]) from None
    check(spec, reserved)
    return spec


def check(spec: AppSpec, reserved: Reserved = _free) -> None:
    """Raise InvalidSpec naming every problem of the spec, if it has any."""
    if found := list(problems(spec, reserved)):
        raise InvalidSpec(found)


def problems(spec: AppSpec, reserved: Reserved = _free) -> Iterator[Problem]:
    """Every problem of a well-shaped spec."""
    if not spec.entities:
        yield Problem("entities", "the application has none.", "Name at least one thing that it should keep.")
    yield from unique("entities", [entity.name for entity in spec.entities])
    yield from unique("entities.plural", [entity.plural for entity in spec.entities])
    yield from unique("enums", [enum.name for enum in spec.enums])
    yield from unique("roles", [role.name for role in spec.roles])
    yield from unique("ids", [str(element.id) for element in spec.elements()])
    yield from unique("entities.stored_as", [entity.stored_as for entity in spec.entities])
    for entity in spec.entities:
        yield from entities.problems(spec, entity, reserved)
    yield from relations.problems(spec, reserved)
    for enum in spec.enums:
        yield from unique(f"enums.{enum.name}.values", [value.name for value in enum.values])
    for role in spec.roles:
        yield from roles.problems(spec, role)
