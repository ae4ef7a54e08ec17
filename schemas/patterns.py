"""Patterns that mean the same to Python, PostgreSQL and JavaScript: read once, printed for each.

A pattern is about the whole text, whether `^` and `$` stand around it or not. `\\d`, `\\w` and `\\s` are ASCII, `.` is
every character but a line feed. What one of the three reads differently, or RE2 not at all, is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Callable

from schemas.pattern_nodes import Chars, Choice, Node, Range, Repeat, Sequence
from schemas.pattern_parsing import PatternError, parse

__all__ = ["PatternError", "for_javascript", "for_postgres", "for_python", "parse"]

Code = Callable[[int], str]
"""How a dialect writes a code point that does not stand for itself."""

SIGNS = frozenset("^$\\.*+?()[]{}|/")


def for_python(pattern: str) -> str:
    """For `re` on a str, with `search`, `match` or `fullmatch`. Raises PatternError."""
    return rf"^(?:{_printed(parse(pattern), _eight)})\Z"


def for_postgres(pattern: str) -> str:
    """For `~` on a text, as an ARE without options. Raises PatternError."""
    return f"^(?:{_printed(parse(pattern), _eight)})$"


def for_javascript(pattern: str) -> str:
    """For `new RegExp(…, "u")`, and for the attribute `pattern` of an HTML input. Raises PatternError."""
    return f"^(?:{_printed(parse(pattern), _braced)})$"


def _printed(node: Node, code: Code) -> str:
    match node:
        case Sequence(parts=parts):
            return "".join(_grouped(part, code) if isinstance(part, Choice) else _printed(part, code) for part in parts)
        case Choice(branches=branches):
            return "|".join(_printed(branch, code) for branch in branches)
        case Repeat(part=part, low=low, high=high):
            inner = _printed(part, code) if isinstance(part, Chars) else _grouped(part, code)
            return inner + _times(low, high)
        case Chars():
            return _chars(node, code)


def _grouped(node: Node, code: Code) -> str:
    return f"(?:{_printed(node, code)})"


def _times(low: int, high: int | None) -> str:
    match low, high:
        case 0, None:
            return "*"
        case 1, None:
            return "+"
        case 0, 1:
            return "?"
    return f"{{{low}}}" if low == high else f"{{{low},{'' if high is None else high}}}"


def _chars(chars: Chars, code: Code) -> str:
    if len(chars.ranges) == 1 and chars.ranges[0][0] == chars.ranges[0][1] and not chars.negated:
        return _literal(chars.ranges[0][0], code, SIGNS)
    return f"[{'^' if chars.negated else ''}{''.join(_range(one, code) for one in chars.ranges)}]"


def _range(one: Range, code: Code) -> str:
    low, high = (_literal(end, code, SIGNS | {"-"}) for end in one)
    if one[0] == one[1]:
        return low
    return f"{low}{high}" if one[0] + 1 == one[1] else f"{low}-{high}"


def _literal(point: int, code: Code, signs: frozenset[str]) -> str:
    character = chr(point)
    if character in signs:
        return f"\\{character}"
    if character.isprintable() and point <= 0xFFFF:
        return character
    return code(point)


def _eight(point: int) -> str:
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def _braced(point: int) -> str:
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\u{{{point:x}}}"
