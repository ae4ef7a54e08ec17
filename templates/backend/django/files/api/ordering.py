"""Lists may be ordered by any column."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import filters
from rest_framework.request import Request
from rest_framework.views import APIView


class OrderingFilter(filters.OrderingFilter):
    """Orders by the columns that the request names, a relation by its label.

    A view's `ordering_paths` tell by which paths of the model a column is ordered, where they differ from its name.
    Rows that are equal are ordered by id, so that no page repeats or misses one.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        paths: dict[str, list[str]] = getattr(view, "ordering_paths", {})
        ordering: list[str] = []
        for column in self.get_ordering(request, queryset, view) or ():
            name, sign = column.lstrip("-"), "-" if column.startswith("-") else ""
            ordering += [f"{sign}{path}" for path in paths.get(name, [name])]
        return queryset.order_by(*ordering, "pk")
