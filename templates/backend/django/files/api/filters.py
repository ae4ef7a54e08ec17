"""Filters by the type of a field: `?name__icontains=`, `?price__gte=`, `?state__in=a,b`, `?due__isempty=true`."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import EMPTY_VALUES
from django.db import models
from django.db.models import ForeignObjectRel, Q, QuerySet
from django.utils.translation import gettext as _
from django_filters import filters
from django_filters.rest_framework import BooleanFilter, FilterSet

from api.relative import RelativeDateFilter
from app.access.asking import refuse_unseen, where_linked, where_seen

ID = ["exact", "in"]
TEXT = ["exact", "icontains", "in", "isempty"]
CHOICE = ["exact", "in", "isempty"]
CHOSEN = ["contains", "overlap", "isempty"]
RANGE = ["exact", "gt", "gte", "lt", "lte", "in", "isempty"]
DATE = [*RANGE, "relative"]
RELATION = ["exact", "in", "isempty"]
REVERSE = ["exact"]
YES_OR_NO = ["exact"]
FILE = ["isempty"]
"""What may be asked of a field of each sort."""


class YesOrNoField(forms.CharField):
    """`true` or `false`, and nothing else."""

    def clean(self, value: Any) -> bool | None:
        text = str(super().clean(value) or "").lower()
        if text not in {"", "true", "false"}:
            raise forms.ValidationError(_("Choose true or false."))
        return text == "true" if text else None


class YesOrNoFilter(BooleanFilter):
    field_class = YesOrNoField

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "widget": forms.TextInput})


class EmptyFilter(YesOrNoFilter):
    """Whether there is nothing, which a column may say in more than one way."""

    def __init__(self, *args: Any, nothing: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.nothing = nothing

    def filter(self, qs: QuerySet[Any], value: bool | None) -> QuerySet[Any]:
        if value is None:
            return qs
        empty = Q(**{f"{self.field_name}__isnull": True})
        if self.nothing is not None:
            empty |= Q(**{self.field_name: self.nothing})
        found = qs.filter(empty) if value else qs.exclude(empty)
        return found.distinct() if self.distinct else found


class WholeFilter(filters.NumberFilter):
    """A whole number, such as the id of a row."""

    field_class = forms.IntegerField


class ChosenFilter(filters.BaseCSVFilter, filters.ChoiceFilter):
    """Compares a list of chosen values with the values that are asked for."""


class EntityFilterSet(FilterSet):
    """Filters a relation by id, without asking whether there is such a row."""

    FILTER_DEFAULTS = {
        **FilterSet.FILTER_DEFAULTS,
        models.BooleanField: {"filter_class": YesOrNoFilter},
        models.AutoField: {"filter_class": WholeFilter},
        models.IntegerField: {"filter_class": WholeFilter},
        models.BigIntegerField: {"filter_class": WholeFilter},
        models.ForeignKey: {"filter_class": WholeFilter},
        models.OneToOneField: {"filter_class": WholeFilter},
        models.ManyToManyField: {"filter_class": WholeFilter, "extra": lambda field: {"distinct": True}},
    }

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What the user may read of some rows only is asked of those alone; what they may read of none is refused."""
        user, model = self.request.user, queryset.model
        for name, value in self.form.cleaned_data.items():
            if value in EMPTY_VALUES:
                continue
            asked = self.filters[name]
            field = model._meta.get_field(asked.field_name)
            if isinstance(field, ForeignObjectRel):
                queryset = queryset.filter(where_linked(user, field, value))
                continue
            refuse_unseen(user, model, field.name, asked_by=name)
            queryset = asked.filter(queryset.filter(where_seen(user, model, field.name)), value)
        return queryset

    @classmethod
    def filter_for_field(cls, field: Any, field_name: str, lookup_expr: str | None = None) -> filters.Filter:
        match lookup_expr:
            case "isempty":
                return EmptyFilter(field_name=field_name, nothing=_nothing(field), distinct=field.many_to_many)
            case "relative":
                return RelativeDateFilter(field_name=field_name)
            case "contains" | "overlap":
                options: Mapping[str, Any] = {"choices": field.base_field.choices}
                return ChosenFilter(field_name=field_name, lookup_expr=lookup_expr, **options)
        if isinstance(field, ForeignObjectRel):
            return WholeFilter(field_name=field_name, distinct=True)
        return super().filter_for_field(field, field_name, lookup_expr)

    @classmethod
    def filter_for_lookup(cls, field: Any, lookup_type: str) -> tuple[Any, dict[str, Any]]:
        """A computed field is filtered as what comes out."""
        held = field.output_field if isinstance(field, models.GeneratedField) else field
        chosen: tuple[Any, dict[str, Any]] = super().filter_for_lookup(held, lookup_type)
        return chosen


def _nothing(field: Any) -> Any:
    """What else than NULL means that there is nothing."""
    if hasattr(field, "base_field"):
        return []
    field = field.output_field if isinstance(field, models.GeneratedField) else field
    return "" if isinstance(field, models.CharField | models.TextField) and not field.choices else None
