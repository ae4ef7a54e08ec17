"""Lists may be searched for words, wherever the user may read them."""

from typing import Any

from django.db.models import Q, QuerySet
from rest_framework import filters
from rest_framework.request import Request
from rest_framework.views import APIView

from app.access.asking import where_seen


class SearchFilter(filters.SearchFilter):
    """Each word has to stand in one of the view's `search_fields`, of which none multiplies rows."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        paths = self.get_search_fields(view, request) or ()
        seen = {path: where_seen(request.user, queryset.model, path) for path in paths}
        for term in self.get_search_terms(request) if seen else ():
            found = Q(pk__in=[])
            for path, where in seen.items():
                found |= Q(**{f"{path}__icontains": term}) & where
            queryset = queryset.filter(found)
        return queryset
