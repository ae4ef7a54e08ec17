"""Filters by the type of a field: `?name__icontains=`, `?price__gte=`, `?state__in=a,b`, `?due__isnull=true`."""

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django_filters import filters
from django_filters.rest_framework import BooleanFilter, FilterSet


class EmptyTextFilter(BooleanFilter):
    """Whether a text is empty, which a column may say in two ways."""

    def filter(self, qs: QuerySet[Any], value: bool | None) -> QuerySet[Any]:
        if value is None:
            return qs
        empty = models.Q(**{self.field_name: ""}) | models.Q(**{f"{self.field_name}__isnull": True})
        return qs.filter(empty) if value else qs.exclude(empty)


class EntityFilterSet(FilterSet):
    """Filters a relation by id, without asking whether there is such a row."""

    FILTER_DEFAULTS = {
        **FilterSet.FILTER_DEFAULTS,
        models.ForeignKey: {"filter_class": filters.NumberFilter},
        models.OneToOneField: {"filter_class": filters.NumberFilter},
        models.ManyToManyField: {"filter_class": filters.NumberFilter, "extra": lambda field: {"distinct": True}},
    }

    @classmethod
    def filter_for_lookup(cls, field: models.Field, lookup_type: str) -> tuple[Any, dict[str, Any]]:
        if lookup_type == "isnull" and isinstance(field, models.CharField | models.TextField) and not field.choices:
            return EmptyTextFilter, {}
        chosen: tuple[Any, dict[str, Any]] = super().filter_for_lookup(field, lookup_type)
        return chosen


ID = ["exact", "in"]
TEXT = ["exact", "icontains", "in", "isnull"]
CHOICE = ["exact", "in", "isnull"]
RANGE = ["exact", "gt", "gte", "lt", "lte", "in", "isnull"]
RELATION = ["exact", "in", "isnull"]
EXACT = ["exact", "isnull"]
"""What may be asked of a field of each sort."""
