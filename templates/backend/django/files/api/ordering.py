"""Lists may be ordered by any column."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import filters
from rest_framework.request import Request
from rest_framework.views import APIView

from app.access.asking import ordered, refuse_unseen


class OrderingFilter(filters.OrderingFilter):
    """Orders by the columns that the request names, a relation by its label.

    A view's `ordering_paths` tell by which paths of the model a column is ordered, where they differ from its name.
    Rows that are equal are ordered by id, so that no page repeats or misses one.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        paths: dict[str, list[str]] = getattr(view, "ordering_paths", {})
        columns: list[tuple[str, list[str]]] = []
        for column in self.get_ordering(request, queryset, view) or ():
            name = column.lstrip("-")
            if self.ordering_param in request.query_params:
                refuse_unseen(request.user, queryset.model, name, asked_by=self.ordering_param)
            columns.append((column, paths.get(name, [name])))
        return ordered(request.user, queryset, columns)
