"""Versions of rows: nobody overwrites what someone else has saved meanwhile.

The version of a row is PostgreSQL's `xmin`, the transaction that wrote it: it changes with every update, whoever makes
it, costs no column, and is read with the row.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, quote_etag
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from api.exceptions import ChangedMeanwhile
from api.registry import model_of

M = TypeVar("M", bound=models.Model)


class RowVersion(models.Func):
    """The version of the row that a query reads."""

    output_field = models.CharField()

    def __init__(self) -> None:
        super().__init__(models.F("pk"))

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *texts: Any, **context: Any
    ) -> tuple[str, Any]:
        column, parameters = compiler.compile(self.source_expressions[0])
        return f"{column.rpartition('.')[0]}.xmin::text", parameters


def version_of(row: models.Model) -> str:
    """The version that a row was read with; of one that was just written, what it is now."""
    known: str | None = getattr(row, "row_version", None)
    if known is None:
        known = type(row)._base_manager.filter(pk=row.pk).values_list(RowVersion(), flat=True).get()
        row.row_version = known  # type: ignore[attr-defined]
    return known


def lock(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Keeps rows as they are until the transaction ends, taken in one order by everyone.

    By their keys alone, for a query that also asks who may see them cannot always be locked.
    """
    rows = model._base_manager.filter(pk__in=list(keys)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


@extend_schema_field(OpenApiTypes.STR)
class VersionField(serializers.Field[Any, Any, str, models.Model]):
    """A row's version, for lists and for `If-Match`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "source": "*", "read_only": True})

    def to_representation(self, value: models.Model) -> str:
        return version_of(value)


class EtagMixin(viewsets.ModelViewSet[M]):
    """Answers rows with their version, and refuses with 412 what was meant for another version (`If-Match`)."""

    def get_queryset(self) -> models.QuerySet[M]:
        rows: models.QuerySet[M] = super().get_queryset().annotate(row_version=RowVersion())
        return rows

    @transaction.atomic
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().update(request, *args, **kwargs)

    @transaction.atomic
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().destroy(request, *args, **kwargs)

    def get_object(self) -> M:
        """The row. Where it is about to change, it is locked first, so that its version is still true when it does."""
        if self.request.method in SAFE_METHODS:
            return super().get_object()
        if transaction.get_connection().in_atomic_block:
            lock(model_of(self), [self.kwargs[self.lookup_url_kwarg or self.lookup_field]])
        row = super().get_object()
        self._match(row)
        return row

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        data = getattr(answer, "data", None)
        if answer.status_code < 300 and isinstance(data, dict) and "_version" in data:
            answer.headers["ETag"] = quote_etag(data["_version"])
            patch_cache_control(answer, private=True, no_cache=True)
        return answer

    def _match(self, row: M) -> None:
        wanted = self.request.headers.get("If-Match")
        if wanted is None:
            return
        # Proxies that compress an answer make its tag a weak one.
        tags = [tag.removeprefix("W/") for tag in parse_etags(wanted)]
        if "*" not in tags and quote_etag(version_of(row)) not in tags:
            raise ChangedMeanwhile
