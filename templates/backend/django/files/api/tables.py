"""Reads a table that someone sends, CSV or Excel by what is in it, and refuses what cannot be one with a sentence."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from rest_framework.exceptions import APIException, ValidationError

from api.exceptions import TooLarge

MOST_COLUMNS = 200
LONGEST_LINE = 1_000_000
UNPACKED = 100_000_000
"""Bytes that a workbook may hold when it is unpacked."""

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"

Line = tuple[int, list[str]]
"""A line of the table, by its number in the file, and its cells."""


def refused(sentence: str) -> ValidationError:
    return ValidationError({"file": [sentence]})


def read(file: UploadedFile) -> Iterator[Line]:
    """The lines of the table that are not empty. Raises ValidationError or TooLarge as soon as something is wrong."""
    if (file.size or 0) > settings.IMPORT_MAX_SIZE:
        most = {"size": settings.IMPORT_MAX_SIZE // 1_000_000}
        raise TooLarge(_("A file may have %(size)s MB at most. Divide it.") % most)
    start = file.read(8)
    file.seek(0)
    if not start:
        raise refused(_("The file is empty."))
    if start.startswith(OLD_EXCEL):
        raise refused(_("This is a workbook of an old Excel. Save it as .xlsx or CSV."))
    lines = _sheet(file) if start.startswith(ZIP) else _csv(file)
    for number, cells in lines:
        if len(cells) > MOST_COLUMNS:
            raise refused(_("Line %(line)s has more than %(most)s cells.") % {"line": number, "most": MOST_COLUMNS})
        if any(cells):
            yield number, cells


def _csv(file: IO[bytes]) -> Iterator[Line]:
    text = _decoded(file.read())
    if "\0" in text:
        raise refused(_("This is neither CSV nor an Excel workbook."))
    head = text.lstrip("\r\n").split("\n", 1)[0]
    reader = csv.reader(_short(text), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        said = {"line": reader.line_num, "reason": str(error)}
        raise refused(_("Line %(line)s is not CSV: %(reason)s.") % said) from None


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = {"line": content.count(b"\n", 0, error.start) + 1}
        raise refused(_("Line %(line)s is not UTF-8. Save the file as “CSV UTF-8”.") % line) from None


def _short(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > LONGEST_LINE:
            raise refused(_("Line %(line)s is too long to be one row.") % {"line": number})
        yield line


def _sheet(file: IO[bytes]) -> Iterator[Line]:
    """The first sheet of a workbook; formulas count as what they were worth when it was saved."""
    broken = refused(_("This is no Excel workbook, or a damaged one."))
    try:
        _check_archive(file, broken)
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), start=1):
            yield number, _trimmed([_written(value) for value in row])
    except APIException:
        raise
    except Exception as error:
        # For a damaged workbook openpyxl raises whatever it stumbles over.
        raise broken from error


def _check_archive(file: IO[bytes], broken: ValidationError) -> None:
    """A workbook that does not unpack to more than can be read, nor defines entities."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > UNPACKED or len(parts) > 1000:
            raise TooLarge(_("This workbook is too large when it is unpacked."))
        if "xl/workbook.xml" not in archive.namelist():
            raise broken
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as content:
                    if b"<!DOCTYPE" in content.read(4096):
                        raise broken
    file.seek(0)


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _written(value: Any) -> str:
    """A cell's value as the API would take it."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return str(value).replace(" days, ", " ").replace(" day, ", " ")
    return str(value).strip()
