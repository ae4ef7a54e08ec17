"""Where a page of a list begins: just after, or just before, a row that is known by the values that order it."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError as Unreadable
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from app.access.asking import SEEN


@dataclass(frozen=True)
class Cursor:
    """A place in a query. `position` holds one text, or None, for each column that orders it; without any, its start."""

    rows: QuerySet[Any]
    position: tuple[str | None, ...] = ()
    backwards: bool = False

    @classmethod
    def read(cls, given: str, rows: QuerySet[Any]) -> "Cursor":
        """The place that a client names. Raises ValidationError where it was made for another order, or by nobody."""
        if not given:
            return cls(rows)
        try:
            backwards, *position = json.loads(base64.urlsafe_b64decode(given.encode()))
            cursor = cls(rows, tuple(position), bool(backwards))
            cursor._condition()
        except (ValueError, TypeError, KeyError, binascii.Error, Unreadable):
            raise ValidationError({"cursor": [_("This is not the cursor of a list in this order.")]}) from None
        return cursor

    def following(self) -> QuerySet[Any]:
        """The rows from here on, the nearest first."""
        rows = self.rows.filter(self._condition()) if self.position else self.rows
        return rows.reverse() if self.backwards else rows

    def after(self, row: models.Model) -> str:
        return self._at(row, backwards=False)

    def before(self, row: models.Model) -> str:
        return self._at(row, backwards=True)

    def _at(self, row: models.Model, *, backwards: bool) -> str:
        position = [_written(row, column.removeprefix("-")) for column in self._columns]
        return base64.urlsafe_b64encode(json.dumps([backwards, *position]).encode()).decode()

    @property
    def _columns(self) -> tuple[str, ...]:
        return tuple(str(column) for column in self.rows.query.order_by)

    def _condition(self) -> Q:
        """Whatever differs first decides: earlier columns are equal, this one lies beyond."""
        condition, equal = Q(pk__in=[]), Q()
        for column, written in zip(self._columns, self.position, strict=True):
            path = column.removeprefix("-")
            value = None if written is None else _field(self.rows, path).to_python(written)
            downwards = column.startswith("-") != self.backwards
            condition |= equal & _beyond(path, value, downwards=downwards)
            equal &= Q(**{f"{path}__isnull": True}) if value is None else Q(**{path: value})
        return condition


def _beyond(path: str, value: Any, *, downwards: bool) -> Q:
    """PostgreSQL takes what is missing for the greatest."""
    if value is None:
        return Q(**{f"{path}__isnull": False}) if downwards else Q(pk__in=[])
    if downwards:
        return Q(**{f"{path}__lt": value})
    return Q(**{f"{path}__gt": value}) | Q(**{f"{path}__isnull": True})


def _steps(model: type[models.Model], path: str) -> list[Any]:
    """The fields along a path of the model."""
    fields: list[Any] = []
    for name in path.split("__"):
        fields.append(model._meta.pk if name == "pk" else model._meta.get_field(name))
        model = fields[-1].related_model or model
    return fields


def _field(rows: QuerySet[Any], path: str) -> Any:
    if path in rows.query.annotations:
        return rows.query.annotations[path].output_field
    field = _steps(rows.model, path)[-1]
    return field.target_field if field.is_relation else field


def _written(row: Any, path: str) -> str | None:
    if path.startswith(SEEN):
        return None if getattr(row, path) is None else str(getattr(row, path))
    *relations, last = _steps(type(row), path)
    for relation in relations:
        row = getattr(row, relation.name)
        if row is None:
            return None
    return None if getattr(row, last.attname) is None else str(last.value_to_string(row))
