"""State machines: whether their steps lead from and to values that there are, by roles that there are."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.checks.naming import known, unique
from schemas.errors import Problem
from schemas.fields import Field, FieldType
from schemas.spec import AppSpec, Entity


def problems(spec: AppSpec, entity: Entity) -> Iterator[Problem]:
    """Everything that is wrong with the transitions of an entity's fields."""
    path = f"entities.{entity.name}"
    yield from unique(f"{path}.transitions", [step.name for field in entity.fields for step in field.transitions])
    for field in entity.fields:
        if field.type is FieldType.ENUM:
            yield from _steps(spec, field, f"{path}.fields.{field.name}.transitions")


def _steps(spec: AppSpec, field: Field, path: str) -> Iterator[Problem]:
    values = [str(value.name) for enum in spec.enums if enum.name == field.enum for value in enum.values]
    for step in field.transitions:
        where = f"{path}.{step.name}"
        for value in step.sources if values else ():
            yield from known(f"{where}.sources", value, values, "value")
        if values:
            yield from known(f"{where}.target", step.target, values, "value")
        yield from unique(f"{where}.sources", step.sources)
        if step.target in step.sources:
            yield Problem(where, f"leads from {str(step.target)!r} to itself.", "Take it out of the sources.")
        for role in step.roles:
            yield from known(f"{where}.roles", role, [role.name for role in spec.roles], "role")
