"""User text in a template: opaque until a filter quotes it in the language that it is printed into."""

from __future__ import annotations

import html as markup
import json as jsonlib
import re
from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

_MARKDOWN = re.compile(r"([\\`*_\[\]#|~]|^[-+=]|(?<=^\d)[.)])")


class Text:
    """What a person wrote. It has no `str`, so that a template cannot print it but through a quoting filter."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        raise TypeError(
            f"user text must be quoted: write <%= … | py %> or another quoting filter ({self._text[:40]!r})"
        )

    def __repr__(self) -> str:
        return f"Text({self._text!r})"

    def __bool__(self) -> bool:
        return bool(self._text)

    def __len__(self) -> int:
        return len(self._text)

    def __getitem__(self, part: slice) -> Text:
        return Text(self._text[part])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


def bare(value: Any) -> Any:
    """The value with every Text in it replaced by what stands in it."""
    match value:
        case Text():
            return value._text
        case str():
            return str(value)
        case bool() | int() | float() | Decimal() | date() | time() | timedelta() | None:
            return value
        case dict():
            return {bare(key): bare(item) for key, item in value.items()}
        case list() | tuple():
            return [bare(item) for item in value]
    raise TypeError(f"{type(value).__name__} cannot be quoted")


def py(value: Any) -> str:
    """A Python literal. Decimals become `Decimal("1.5")`, moments `dt.date(…)`, what is not printable an escape."""
    match bare(value):
        case date() | time() | timedelta() as moment:
            return repr(moment).replace("datetime.", "dt.", 1).replace("datetime.timezone.utc", "dt.UTC")
        case Decimal() as number:
            return f'Decimal("{number}")'
        case list() as items:
            return f"[{', '.join(py(item) for item in items)}]"
        case str() as text:
            return _py_text(text)
        case plain:
            return repr(plain)


def json(value: Any) -> str:
    """A JSON literal that is safe inside `<script>` as well. Decimals become numbers."""
    text = jsonlib.dumps(_numbers(bare(value)), ensure_ascii=False)
    return _escaped(text, lambda character: character not in "<>&" and character.isprintable(), _utf16)


def jsx(value: Any) -> str:
    """An expression in braces: fits as JSX text and as the value of a JSX attribute."""
    return "{" + json(value) + "}"


def html(value: Any) -> str:
    """HTML or XML text; fits between quotes of an attribute as well."""
    return markup.escape(str(bare(value)), quote=True)


def md(value: Any) -> str:
    """One line of Markdown that shows the text as it was written."""
    line = " ".join(str(bare(value)).split())
    return markup.escape(_MARKDOWN.sub(r"\\\1", line), quote=False)


def toml(value: Any) -> str:
    """A TOML literal."""
    text = jsonlib.dumps(_numbers(bare(value)), ensure_ascii=False)
    return _escaped(text, str.isprintable, lambda character: f"\\U{ord(character):08x}")


def yaml(value: Any) -> str:
    """A YAML literal (YAML takes JSON's)."""
    return toml(value)


def comment(value: Any) -> str:
    """One line, for a comment that ends with its line."""
    line = " ".join(str(bare(value)).split())
    return _escaped(line, str.isprintable, lambda character: f"\\u{ord(character):04x}").replace("*/", "* /")


def sql(value: Any) -> str:
    """A literal of SQL; of a list, its literals between commas."""
    match bare(value):
        case None:
            return "NULL"
        case bool() as truth:
            return str(truth).upper()
        case list() as items:
            return ", ".join(sql(item) for item in items)
        case int() | float() | Decimal() as number:
            return str(number)
        case text:
            return "'" + str(text).replace("'", "''") + "'"


FILTERS: dict[str, Callable[[Any], str]] = {
    "py": py,
    "json": json,
    "ts": json,
    "js": json,
    "jsx": jsx,
    "html": html,
    "md": md,
    "toml": toml,
    "yaml": yaml,
    "comment": comment,
    "sql": sql,
}
"""Every quoting filter by the name that templates know it by."""


def _py_text(text: str) -> str:
    """Double quotes, unless single ones need fewer escapes: as ruff and Black write it."""
    literal = repr(text)
    if literal[0] == '"' or '"' in text:
        return literal
    return f'"{literal[1:-1]}"'


def _numbers(value: Any) -> Any:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date() | time():
            return value.isoformat()
        case timedelta():
            hours, seconds = divmod(value.days * 86_400 + value.seconds, 3_600)
            return f"{hours:02}:{seconds // 60:02}:{seconds % 60:02}"
        case dict():
            return {key: _numbers(item) for key, item in value.items()}
        case list():
            return [_numbers(item) for item in value]
    return value


def _escaped(text: str, plain: Callable[[str], bool], escape: Callable[[str], str]) -> str:
    if text.isascii() and text.isprintable() and plain("<"):
        return text
    return "".join(character if plain(character) else escape(character) for character in text)


def _utf16(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
