"""Takes rows from a table that someone sends, each through the rules that one row sent alone would go through."""

import json
from collections.abc import Iterable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, models, transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api import problems, tables
from api.cells import Cells
from api.columns import Column, columns
from api.exceptions import TooLarge, refusal
from api.throttling import TransferThrottle

M = TypeVar("M", bound=models.Model)

SHOWN = 20
"""Rows without errors that an answer shows, so that people see what was understood."""

MOST_REFUSED = 1000
"""Rows with errors that an answer names."""


class ImportSerializer(serializers.Serializer[Any]):
    file = serializers.FileField()
    dry_run = serializers.BooleanField(default=False)
    skip_invalid = serializers.BooleanField(default=False)
    mapping = serializers.CharField(required=False)

    def validate_mapping(self, value: str) -> dict[str, str]:
        try:
            mapping = json.loads(value)
        except (ValueError, RecursionError):
            mapping = None
        if not isinstance(mapping, dict) or not all(isinstance(name, str | None) for name in mapping.values()):
            raise ValidationError(_("Send an object that gives names of fields by heading."))
        return {str(heading): name or "" for heading, name in mapping.items()}


REQUEST = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary", "description": "CSV in UTF-8, or an Excel workbook (.xlsx)."},
        "dry_run": {"type": "boolean", "default": False, "description": "Only tell what would happen."},
        "skip_invalid": {"type": "boolean", "default": False, "description": "Take the valid rows all the same."},
        "mapping": {"type": "string", "description": 'Fields by heading, as JSON: {"Ward": "ward"}.'},
    },
}
"""How the request describes itself: a file is sent as it is."""


class ImportedColumnSerializer(serializers.Serializer[Any]):
    column = serializers.CharField()
    field = serializers.CharField(allow_null=True)


class ImportedRowSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField(help_text="The line of the file.")
    errors = serializers.DictField()  # type: ignore[assignment]
    values = serializers.DictField(required=False)


class ImportedSerializer(serializers.Serializer[Any]):
    dry_run = serializers.BooleanField()
    columns = ImportedColumnSerializer(many=True)
    total = serializers.IntegerField()
    valid = serializers.IntegerField()
    imported = serializers.IntegerField()
    rows = ImportedRowSerializer(many=True)


class ImportMixin(viewsets.ModelViewSet[M]):
    """`import/`: new rows from CSV or Excel; nothing is kept unless every row is valid, or that is not asked for."""

    @extend_schema(request={"multipart/form-data": REQUEST}, responses={200: ImportedSerializer})
    @action(
        detail=False,
        methods=["post"],
        url_path="import",
        access="create",
        throttle_classes=[TransferThrottle],
        parser_classes=[MultiPartParser],
        pagination_class=None,
        filter_backends=[],
    )
    def import_rows(self, request: Request) -> Response:
        """Makes rows of the lines of a file."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.IMPORT_MAX_SIZE + 100_000:
            raise TooLarge(_("A file may have %(size)s MB at most. Divide it.") % _megabytes())
        wanted = ImportSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        given = wanted.validated_data
        lines = list(self._lines(given["file"]))
        heading = lines[0][1] if lines else []
        if not heading:
            raise tables.refused(_("The file has no heading that names its columns."))
        chosen = self._mapped(heading, given.get("mapping", {}))
        with transaction.atomic():
            found = self._tried(lines[1:], chosen)
            refused = [row for row in found if row["errors"]]
            kept = not given["dry_run"] and (given["skip_invalid"] or not refused)
            transaction.set_rollback(not kept)
        valid = len(found) - len(refused)
        return Response(
            {
                "dry_run": given["dry_run"],
                "columns": [
                    {"column": name, "field": column.name if column else None}
                    for name, column in zip(heading, chosen, strict=True)
                ],
                "total": len(found),
                "valid": valid,
                "imported": valid if kept else 0,
                "rows": sorted([*refused[:MOST_REFUSED], *_understood(found)], key=lambda row: row["row"]),
            }
        )

    def _lines(self, file: UploadedFile) -> Iterable[tables.Line]:
        for count, line in enumerate(tables.read(file)):
            if count > settings.IMPORT_MAX_ROWS:
                most = {"most": settings.IMPORT_MAX_ROWS}
                raise TooLarge(_("A file may have %(most)s rows at most. Divide it.") % most)
            yield line

    def _mapped(self, heading: list[str], mapping: dict[str, str]) -> list[Column | None]:
        """The column of the API for each of the file's, by its mapping, its name or its label."""
        known = columns(cast("serializers.Serializer[Any]", self.get_serializer()), writable=True)
        names = {column.name: column for column in known}
        labels = {column.heading.casefold(): column for column in reversed(known)}
        if unknown := [name for name in mapping.values() if name and name not in names]:
            raise ValidationError({"mapping": [_("There is no field %(name)s.") % {"name": unknown[0][:80]}]})
        chosen: list[Column | None] = []
        for cell in heading:
            title = cell.removeprefix("'")
            named = mapping.get(cell)
            column = names.get(named) if named is not None else names.get(title) or labels.get(title.casefold())
            if column and column in chosen:
                raise tables.refused(_("Two columns are %(name)s.") % {"name": column.heading})
            chosen.append(column)
        if not any(chosen):
            raise tables.refused(_("No heading of the file is one of: %(names)s.") % {"names": ", ".join(names)})
        return chosen

    def _tried(self, lines: list[tables.Line], chosen: list[Column | None]) -> list[dict[str, Any]]:
        """Makes a row of each line, and tells how that went."""
        cells = Cells(self.request, [column for column in chosen if column])
        cells.look_up(
            (column, line[place])
            for place, column in enumerate(chosen)
            if column
            for _number, line in lines
            if place < len(line)
        )
        return [self._try(number, dict(zip(chosen, line, strict=False)), cells) for number, line in lines]

    def _try(self, number: int, line: dict[Column | None, str], cells: Cells) -> dict[str, Any]:
        values, errors = cells.values({column: cell for column, cell in line.items() if column and cell})
        if not errors:
            errors = self._refused(values)
        return {"row": number, "errors": errors, "values": values}

    def _refused(self, values: dict[str, Any]) -> dict[str, Any]:
        serializer = self.get_serializer(data=values)
        try:
            with transaction.atomic():
                serializer.is_valid(raise_exception=True)
                self.perform_create(serializer)
        except (APIException, DatabaseError) as error:
            told = refusal(error)
            if told is None:
                raise
            return problems.by_field(told.detail)
        return {}


def _understood(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in found if not row["errors"]][:SHOWN]


def _megabytes() -> dict[str, int]:
    return {"size": settings.IMPORT_MAX_SIZE // 1_000_000}
