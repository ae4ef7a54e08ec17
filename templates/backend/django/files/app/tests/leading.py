"""Makes rows from which a path leads to a user."""

from typing import Any

from django.db.models import ForeignKey, ManyToManyRel, Model

from accounts.models import User
from app.access.grants import entity_of, knows
from app.tests.matrix import factory, model


def lead(row: Model, path: tuple[str, ...], user: User) -> None:
    """From now on the path leads from the row to the user, by way of new rows where it needs some."""
    for place, name in enumerate(path):
        row = _step(row, name, user if place == len(path) - 1 else None)


def start(entity: str, path: tuple[str, ...], user: User) -> dict[str, Any]:
    """What is sent for a new row from which the path shall lead to the user."""
    field: Any = model(entity)._meta.get_field(path[0])
    there: Model = user if len(path) == 1 else made(_target(field))
    lead(there, path[1:], user)
    return {path[0]: [there.pk] if field.many_to_many else there.pk}


def made(kind: type[Model]) -> Model:
    row: Model = factory(entity_of(kind)).make()
    return row


def _step(row: Model, name: str, user: User | None) -> Any:
    """Where the relation leads: to the user, or else to the one row that is there, or to a new one."""
    field: Any = row._meta.get_field(name)
    if isinstance(field, ForeignKey):
        there = user or getattr(row, name) or made(_target(field))
        _set(row, **{name: there})
    elif field.many_to_many:
        there = user or made(_target(field))
        _tie(field, row, there)
    else:
        there = made(_target(field))
        _set(there, **{field.remote_field.name: row})
    return there


def _tie(field: Any, row: Model, there: Model) -> None:
    """Ties the two by a row between them, which may be one of an entity."""
    backwards = isinstance(field, ManyToManyRel)
    relation = field if backwards else field.remote_field
    source, target = relation.through_fields
    between: type[Model] = relation.through
    ends = {source: there, target: row} if backwards else {source: row, target: there}
    if knows(between):
        _set(made(between), **ends)
    else:
        between._base_manager.create(**ends)


def _target(field: Any) -> type[Model]:
    kind: type[Model] = field.related_model
    return kind


def _set(row: Model, **values: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**values)
