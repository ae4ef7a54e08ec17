"""Hands a list out as a table: CSV row by row, or an Excel workbook."""

import csv
import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any, TypeVar, cast

from django.db import models
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from api.asking import asked
from api.columns import Column, columns
from api.throttling import TransferThrottle

M = TypeVar("M", bound=models.Model)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 500
MOST_IN_A_SHEET = 100_000
"""Rows that are written into one workbook; CSV has no end."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would run."""

UNPRINTABLE = re.compile(r"[\000-\010\013\014\016-\037]")

PARAMETERS = [
    OpenApiParameter("file_format", str, enum=["csv", "xlsx"], default="csv"),
    OpenApiParameter("columns", str, description="Names of fields, separated by commas; all of them unless named."),
    OpenApiParameter("bom", bool, description="Begin a CSV file with the mark by which Excel knows UTF-8."),
]


class ExportMixin(viewsets.ModelViewSet[M]):
    """`export/`: the rows that the list would show, with the fields that the user may read."""

    @extend_schema(
        parameters=PARAMETERS, responses={(200, "text/csv"): OpenApiTypes.STR, (200, XLSX): OpenApiTypes.BINARY}
    )
    @action(detail=False, methods=["get"], access="read", pagination_class=None, throttle_classes=[TransferThrottle])
    def export(self, request: Request) -> HttpResponseBase:
        """The list as a file."""
        wanted = request.query_params.get("file_format", "csv")
        if wanted not in {"csv", "xlsx"}:
            raise ValidationError({"file_format": [_("Choose csv or xlsx.")]})
        bom = asked(request, "bom")
        chosen = self._columns(request.query_params.get("columns", ""))
        rows = self.filter_queryset(self.get_queryset())
        name = f"{rows.model._meta.verbose_name_plural}.{wanted}"
        if wanted == "xlsx":
            return FileResponse(self._workbook(chosen, rows), as_attachment=True, filename=name, content_type=XLSX)
        lines = _lines(chosen, self._shown(rows), bom=bom)
        answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
        return answer

    def _columns(self, asked: str) -> list[Column]:
        known = {column.name: column for column in columns(cast("serializers.Serializer[Any]", self.get_serializer()))}
        names = [name.strip() for name in asked.split(",") if name.strip()]
        if unknown := [name for name in names if name not in known]:
            raise ValidationError({"columns": [_("There is no field %(name)s.") % {"name": unknown[0][:80]}]})
        return [known[name] for name in names] if names else list(known.values())

    def _shown(self, rows: models.QuerySet[M]) -> Iterator[dict[str, Any]]:
        """The rows as the API shows them to the user."""
        serializer = self.get_serializer()
        for row in rows.iterator(chunk_size=CHUNK):
            yield serializer.to_representation(row)

    def _workbook(self, chosen: list[Column], rows: models.QuerySet[M]) -> IO[bytes]:
        if rows.count() > MOST_IN_A_SHEET:
            most = {"most": MOST_IN_A_SHEET}
            raise ValidationError({"file_format": [_("A workbook takes %(most)s rows. Choose csv, or fewer.") % most]})
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append([_cell(sheet, column.heading) for column in chosen])
        for row in self._shown(rows):
            sheet.append([_cell(sheet, column.cell(row)) for column in chosen])
        # It goes when the answer that reads it is closed.
        file = tempfile.TemporaryFile()  # noqa: SIM115
        book.save(file)
        file.seek(0)
        return file


class _Echo:
    """Gives back what is written to it, so that lines can be sent as they are made."""

    def write(self, text: str) -> str:
        return text


def _lines(chosen: list[Column], rows: Iterable[dict[str, Any]], *, bom: bool) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield ("\ufeff" if bom else "") + writer.writerow([harmless(column.heading) for column in chosen])
    for row in rows:
        yield writer.writerow([_text(column, column.cell(row)) for column in chosen])


def _text(column: Column, value: Any) -> str:
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, bool):
        value = "true" if value else "false"
    text = "" if value is None else str(value)
    return harmless(text) if column.is_text else text


def harmless(text: str) -> str:
    """The text, with a mark before what a spreadsheet would run. An import takes the mark away again."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _cell(sheet: Any, value: Any) -> Any:
    """A cell that is a text whatever it looks like, except for numbers and yes or no."""
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=UNPRINTABLE.sub("", value))
    cell.data_type = "s"
    return cell
