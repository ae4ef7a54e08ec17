"""Turns the cells of a table into what the API takes: choices by their label, relations by the label of a row."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.relations import ManyRelatedField, PrimaryKeyRelatedField
from rest_framework.request import Request

from accounts.models import User
from api.columns import Column
from api.exporting import FORMULA
from api.registry import label_paths
from app.access.grants import knows
from app.access.rows import visible

YES_AND_NO = {"ja": "true", "wahr": "true", "nein": "false", "falsch": "false"}
"""What German spreadsheets write, beside what the REST framework knows."""


NUMBER = re.compile(r"[0-9]{1,18}\Z")


class Cells:
    """The cells of some columns. Rows that relations lead to are looked up together, before the first line is read."""

    def __init__(self, request: Request, chosen: Iterable[Column]) -> None:
        self.user = request.user
        self._rows: dict[Column, dict[str, list[int]]] = {column: {} for column in chosen if _link(column)}

    def look_up(self, cells: Iterable[tuple[Column, str]]) -> None:
        wanted: dict[Column, set[str]] = defaultdict(set)
        for column, cell in cells:
            if column in self._rows:
                wanted[column].update(_parts(column, cell))
        for column, texts in wanted.items():
            self._rows[column] = self._found(_target(column), texts - {""})

    def values(self, line: dict[Column, str]) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """What the API takes of a line, and what is wrong with its cells."""
        values: dict[str, Any] = {}
        errors: dict[str, list[str]] = {}
        for column, cell in line.items():
            try:
                values[column.name] = self._value(column, cell)
            except ValueError as error:
                errors[column.name] = [str(error)]
        return values, errors

    def _value(self, column: Column, cell: str) -> Any:
        text = cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
        if column in self._rows:
            keys = [self._key(column, part) for part in _parts(column, text)]
            return keys if isinstance(column.field, ManyRelatedField) else keys[0]
        match column.field:
            case serializers.BooleanField():
                return YES_AND_NO.get(text.casefold(), text)
            case serializers.MultipleChoiceField() | serializers.ListField():
                chooses = getattr(column.field, "child", column.field)
                return [_choice(chooses, part.strip()) for part in text.split(";") if part.strip()]
            case serializers.ChoiceField():
                return _choice(column.field, text)
            case serializers.JSONField():
                return _json(text)
        return text

    def _key(self, column: Column, text: str) -> int:
        keys = self._rows[column].get(text.casefold(), [])
        if len(keys) == 1:
            return keys[0]
        if keys:
            raise ValueError(_("Several rows are called “%(label)s”: name the one by its id.") % {"label": text[:80]})
        raise ValueError(_("There is no row “%(label)s”.") % {"label": text[:80]})

    def _found(self, model: type[Model], texts: set[str]) -> dict[str, list[int]]:
        """The keys of the rows that the user may read, by label and by id as a text."""
        rows: QuerySet[Any] = visible(self.user, model) if knows(model) else User.objects.filter(is_active=True)
        paths = label_paths(model)
        # A row that nothing names is called by its id: “Bed 37”.
        asked = Q(pk__in=[int(number[0]) for text in texts if (number := NUMBER.search(text))])
        for path in paths:
            asked |= Q(**{f"{path}__in": _values(model, path, texts)})
        found: dict[str, list[int]] = defaultdict(list)
        by_id: dict[str, list[int]] = {}
        for row in rows.filter(asked).distinct():
            by_id[str(row.pk)] = [row.pk]
            for label in {str(row), *(str(getattr(row, path)) for path in paths)}:
                found[label.casefold()].append(row.pk)
        return {**by_id, **found}


def _values(model: type[Model], path: str, texts: set[str]) -> list[Any]:
    """What the texts mean as values of the field, as far as they are any."""
    field: Any = model._meta.get_field(path)
    values = []
    for text in texts:
        with suppress(ValidationError):
            values.append(field.to_python(text))
    return values


def _link(column: Column) -> PrimaryKeyRelatedField[Any] | None:
    field: Any = getattr(column.field, "child_relation", column.field)
    return field if isinstance(field, PrimaryKeyRelatedField) else None


def _target(column: Column) -> type[Model]:
    return cast("type[Model]", cast(Any, _link(column)).get_queryset().model)


def _parts(column: Column, cell: str) -> list[str]:
    several = isinstance(column.field, ManyRelatedField)
    return [part.strip() for part in cell.split(";") if part.strip()] if several else [cell.removeprefix("'")]


def _choice(field: Any, text: str) -> str:
    """The value whose label, or name, is written; the text itself where there is none."""
    choices: dict[Any, str] = getattr(field, "choices", {})
    if text in choices:
        return text
    named = [str(value) for value, label in choices.items() if str(label).casefold() == text.casefold()]
    return named[0] if len(named) == 1 else text


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(_("This is no JSON.")) from None
