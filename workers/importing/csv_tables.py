"""A CSV file as a table of texts: encoding and delimiter found out, everything that is none refused with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from workers.importing.found import Notices, Place, refused
from workers.importing.texts import read_bytes, wrong_byte

DELIMITERS = ",;\t|"
SAMPLE = 2**14
MOST_COLUMNS = 500


class CsvTable(NamedTuple):
    """`rows` are as long as the header; `lines` are the lines on which they end."""

    name: str
    file: str
    header: list[str]
    rows: list[list[str]]
    lines: list[int]


def read_table(file: Path, notices: Notices) -> CsvTable:
    """A CSV file. Raises Permanent, with file and line, where it is not what it claims to be."""
    text = _decoded(read_bytes(file), file.name, notices)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, file.name), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    header: list[str] | None = None
    for line, row in _rows(reader, file.name):
        if not any(cell.strip() for cell in row):
            continue
        if header is None:
            header = _header(row, Place(file.name, line))
        elif len(row) != len(header):
            raise refused(Place(file.name, line), f"{len(row)} values stand here, expected {len(header)}: one for each "
                          "column of the first line.")  # fmt: skip
        else:
            rows.append([cell.strip() for cell in row])
            lines.append(line)
    if header is None:
        raise refused(Place(file.name, 1), "the file is empty; expected a line with the names of its columns.")
    return CsvTable(file.stem, file.name, header, rows, lines)


def _decoded(content: bytes, file: str, notices: Notices) -> str:
    """UTF-8, or Latin-1 where that makes readable text; both in one file is refused."""
    for mark in (b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"):
        if content.startswith(mark):
            raise refused(Place(file, 1), "this is no text in UTF-8: save it as CSV, in UTF-8.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = wrong_byte(error, content, file)
        if _is_mixed(content):
            raise refused(place, "UTF-8 and another encoding stand in one file: save it in one, as UTF-8.") from None
        text = content.decode("latin-1")
        if any("\x7f" <= character <= "\x9f" for character in text):
            text = _windows(content, place)
        notices.say(place, "this is no UTF-8: read as Latin-1.")
    for number, line in enumerate(text.split("\n"), 1):
        for character in line:
            if character < " " and character not in "\t\r\f":
                raise refused(Place(file, number), f"the control character {character!r} stands here; expected text.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_mixed(content: bytes) -> bool:
    """Whether letters of several bytes, as UTF-8 has them, stand beside bytes that are no UTF-8."""
    whole = content.decode("utf-8", errors="ignore")
    return any(ord(character) > 127 for character in whole)


def _windows(content: bytes, place: Place) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise refused(place, "this is neither UTF-8 nor Latin-1: save the file as UTF-8.") from None


def _delimiter(text: str, file: str) -> str:
    """What the sniffer says, if the first line has it; a single column needs none."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    present = [one for one in DELIMITERS if one in first]
    if not present:
        return ","
    try:
        found = csv.Sniffer().sniff(text[:SAMPLE].rsplit("\n", 1)[0] or first, DELIMITERS).delimiter
    except csv.Error:
        found = ""
    return found if found in present else max(present, key=first.count)


def _rows(reader: Iterator[list[str]], file: str) -> Iterator[tuple[int, list[str]]]:
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise refused(Place(file, _line(reader)), f"this is no CSV: {error}.") from None
        yield _line(reader), row


def _line(reader: Iterator[list[str]]) -> int:
    return int(getattr(reader, "line_num", 0))


def _header(row: list[str], place: Place) -> list[str]:
    names = [cell.strip() for cell in row]
    if "" in names:
        raise refused(place, f"column {names.index('') + 1} has no name; expected one for each column.")
    if len(names) > MOST_COLUMNS:
        raise refused(place, f"{len(names)} columns are too many; expected at most {MOST_COLUMNS}.")
    for name in names:
        if len(name) > 200:
            raise refused(place, f"{name[:30]!r}… is no name of a column; expected a first line of short names.")
    return names
