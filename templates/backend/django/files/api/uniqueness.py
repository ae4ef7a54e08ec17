"""What may stand once, asked before it is saved, so that the answer names the fields. The database has the last word."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.validators import UniqueValidator


def constraints(model: type[models.Model]) -> Iterator[models.UniqueConstraint]:
    """The model's own; what a field says of itself, the REST framework knows."""
    return (one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint))


def alone(model: type[models.Model], field: str) -> list[Any]:
    """For a field whose value no two live rows share."""
    shared = any(tuple(one.fields) == (field,) and one.condition is not None for one in constraints(model))
    return [UniqueValidator(model._default_manager.all())] if shared else []


class TogetherValidator:
    """For fields whose values no two live rows share together. What is missing is what the row holds already."""

    requires_context = True

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields

    def __call__(self, values: dict[str, Any], serializer: Any) -> None:
        model, row = serializer.Meta.model, serializer.instance
        taken = {name: values.get(name, _held(model, row, name)) for name in self.fields}
        if None in taken.values():
            return
        others = model._default_manager.filter(**taken)
        if (others if row is None else others.exclude(pk=row.pk)).exists():
            labels = get_text_list([str(model._meta.get_field(name).verbose_name) for name in self.fields], _("and"))
            raise ValidationError(_("There is a row with the same %(fields)s already.") % {"fields": labels})


def together(model: type[models.Model]) -> list[TogetherValidator]:
    return [TogetherValidator(tuple(one.fields)) for one in constraints(model) if len(one.fields) > 1]


def _held(model: type[models.Model], row: models.Model | None, name: str) -> Any:
    if row is not None:
        return getattr(row, name)
    field: Any = model._meta.get_field(name)
    return field.get_default()
