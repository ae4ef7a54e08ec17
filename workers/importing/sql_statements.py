"""SQL text to parsed statements, each with its place: the only file that knows where one ends."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import NamedTuple

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, SqlglotError

from workers.importing.found import Place, refused

_PART = re.compile(
    r"""(?P<skip>--[^\n]*|/\*.*?\*/|^\\[^\n]*)
    |(?P<whole>[eE]'(?:\\.|''|[^'\\])*'|'(?:''|[^'])*'|"(?:""|[^"])*"|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$)
    |(?P<end>;)
    |(?P<open>['"]|/\*)
    |(?P<more>[^'"$;/\\\-eE]+|.)""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_ALTER = re.compile(r"ALTER\s+TABLE\s+(?:ONLY\s+|IF\s+EXISTS\s+)*\S+\s+(\w+(?:\s+\w+)?)", re.IGNORECASE)
_ROWS = re.compile(r"\s*COPY\b.*\bFROM\s+stdin\b", re.IGNORECASE | re.DOTALL)


TELLING = ("CREATE TABLE", "ALTER TABLE", "CREATE TYPE")
"""The statements that have to be understood; of others it is enough to tell that they are left out."""


class Statement(NamedTuple):
    """One statement; `start` is where its first character stands."""

    text: str
    start: Place

    def place(self, part: exp.Expr | None = None) -> Place:
        """Where a part stands, or else the statement."""
        found = part.find(exp.Identifier) if part is not None else None
        meta = found.meta if found is not None else {}
        if "line" not in meta:
            return self.start
        return self.at(meta["line"], meta["col"] - (meta["end"] - meta["start"]))

    def at(self, line: int, column: int) -> Place:
        offset = self.start.column - 1 if line == 1 else 0
        return Place(self.start.file, self.start.line + line - 1, column + offset)

    @property
    def kind(self) -> str:
        """Its first words, such as `CREATE VIEW`."""
        if match := _ALTER.match(self.text):
            return f"ALTER TABLE … {' '.join(match[1].upper().split())}"
        words = re.findall(r"\w+", self.text.upper())
        return " ".join(words[:2] if words[:1] and words[0] in ("CREATE", "ALTER", "DROP", "COMMENT") else words[:1])


def statements(text: str, file: str) -> Iterator[Statement]:
    """The statements of a script, without comments, psql's own commands and rows. Raises Permanent for open quotes."""
    position, size = 0, len(text)
    kept: list[str] = []
    start = 0
    while position < size:
        match = _PART.match(text, position)
        if match is None or match["open"]:
            raise refused(_place(text, position, file), f"{text[position]!r} is never closed.")
        if not "".join(kept).strip():
            kept, start = [], position
        position = match.end()
        if match["end"]:
            statement = "".join(kept)
            if statement.strip():
                yield _statement(statement, text, start, file)
            if _ROWS.match(statement):
                position = _after_rows(text, position)
            kept = []
        else:
            kept.append(re.sub(r"[^\n]", " ", match[0]) if match["skip"] else match[0])
    if "".join(kept).strip():
        yield _statement("".join(kept), text, start, file)


def parsed(statement: Statement) -> exp.Expr | None:
    """What a statement says, or None where the parser does not know its kind. Raises Permanent for a broken table."""
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    try:
        found = sqlglot.parse_one(statement.text, dialect="postgres")
    except ParseError as error:
        if not statement.kind.startswith(TELLING):
            return None
        detail = error.errors[0] if error.errors else {}
        column = (detail.get("col") or 1) - len(detail.get("highlight") or " ") + 1
        place = statement.at(detail.get("line") or 1, max(column, 1))
        said = str(detail.get("description") or "this cannot be read")
        raise refused(place, f"{detail.get('highlight')!r} stands here: {said[:1].lower()}{said[1:]}.") from None
    except SqlglotError as error:
        raise refused(statement.start, f"this statement cannot be read: {error}") from None
    if isinstance(found, exp.Command) and statement.kind == "CREATE TABLE":
        raise refused(statement.start, "this is no CREATE TABLE of PostgreSQL's.")
    return None if isinstance(found, exp.Command) else found


def _statement(statement: str, text: str, start: int, file: str) -> Statement:
    blank = len(statement) - len(statement.lstrip())
    return Statement(statement.strip(), _place(text, start + blank, file))


def _after_rows(text: str, position: int) -> int:
    end = re.compile(r"^\\\.\s*$", re.MULTILINE).search(text, position)
    return end.end() if end else len(text)


def _place(text: str, position: int, file: str) -> Place:
    return Place(file, text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))
