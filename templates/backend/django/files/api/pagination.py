"""Lists come in pages, by number or, with `?pagination=cursor`, one after the other without counting."""

from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination, PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.views import APIView

from api.cursors import Cursor

LARGEST = 1000
STANDARD = 25


class LatePaginator(Paginator):
    """Finds out which rows a page has before anything is joined to them, so that late pages cost little more."""

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        rows = cast("QuerySet[Any]", self.object_list)
        first = (number - 1) * self.per_page
        keys = list(rows.values_list("pk", flat=True)[first : first + self.per_page])
        found = {row.pk: row for row in rows.order_by().filter(pk__in=keys)}
        return Page([found[key] for key in keys if key in found], number, self)


class NumberedPages(PageNumberPagination):
    """`?page=2&page_size=50`, with the count of all rows."""

    django_paginator_class = LatePaginator
    page_size = STANDARD
    page_size_query_param = "page_size"
    max_page_size = LARGEST

    def get_page_size(self, request: Request) -> int:
        return size_of(request)


class CursorPages(BasePagination):
    """`?pagination=cursor`: each page says where the next one begins. Rows that come and go shift no page."""

    def paginate_queryset(self, queryset: QuerySet[Any], request: Request, view: APIView | None = None) -> list[Any]:
        self.address = request.build_absolute_uri()
        size, cursor = size_of(request), Cursor.read(request.query_params.get("cursor", ""), queryset)
        rows = list(cursor.following()[: size + 1])
        more, rows = len(rows) > size, rows[:size]
        if cursor.backwards:
            rows.reverse()
        before = bool(cursor.position) and (more or not cursor.backwards)
        self.next = cursor.after(rows[-1]) if rows and (more or cursor.backwards) else None
        self.previous = cursor.before(rows[0]) if rows and before else None
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self._link(self.next), "previous": self._link(self.previous), "results": data})

    def _link(self, cursor: str | None) -> str | None:
        return (
            None if cursor is None else replace_query_param(remove_query_param(self.address, "page"), "cursor", cursor)
        )


class Pagination(BasePagination):
    """The kind of pages that the request asks for."""

    pages: NumberedPages | CursorPages

    def paginate_queryset(self, queryset: QuerySet[Any], request: Request, view: APIView | None = None) -> Any:
        kind = request.query_params.get("pagination", "page")
        if kind not in {"page", "cursor"}:
            raise ValidationError({"pagination": [_("Choose page or cursor.")]})
        self.pages = CursorPages() if kind == "cursor" else NumberedPages()
        return self.pages.paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Response:
        return self.pages.get_paginated_response(data)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "nullable": True, "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "Not with cursors."},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        size = {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": STANDARD}
        return [
            _parameter("pagination", {"type": "string", "enum": ["page", "cursor"], "default": "page"}),
            _parameter("page", {"type": "integer", "minimum": 1}, "The number of the page."),
            _parameter("page_size", size, "Rows on a page."),
            _parameter("cursor", {"type": "string"}, "Where a page begins, as the one before it says."),
        ]


def size_of(request: Request) -> int:
    """How many rows a page has. Raises ValidationError for what is no such number."""
    given = request.query_params.get("page_size", str(STANDARD))
    if not (given.isascii() and given.isdigit() and len(given) < 10 and 1 <= int(given) <= LARGEST):
        raise ValidationError({"page_size": [_("Enter a number from 1 to %(most)s.") % {"most": LARGEST}]})
    return int(given)


def _parameter(name: str, schema: dict[str, Any], description: str = "") -> dict[str, Any]:
    return {"name": name, "required": False, "in": "query", "description": description, "schema": schema}
