"""JDL text to a syntax tree: the only file that knows the parser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from lark import Lark, Token, Tree, UnexpectedInput
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken

from workers.importing.found import Place, refused

Node = Tree[Token]

SAID = {
    "NAME": "a name",
    "NUMBER": "a number",
    "STRING": 'a text in "quotes"',
    "REGEX": "a /regular expression/",
    "CONSTANT": "a CONSTANT",
    "KIND": "OneToOne, OneToMany, ManyToOne or ManyToMany",
    "MINMAX": "minlength, maxlength, minbytes, maxbytes, min or max",
    "UNARY": "an option such as 'filter'",
    "BINARY": "an option such as 'dto'",
    "ARGUMENT": "a value",
    "VALUE": "a value",
}
"""How a person calls what stands in the grammar by these names."""

UNSAID = frozenset({"JAVADOC", "COMMENT", "LINE"})
"""What may stand nearly everywhere, so that nobody waits for it."""


def parse(text: str, file: str) -> Node:
    """The tree of a JDL text. Raises Permanent with file, line, column and what was expected instead."""
    try:
        return _parser().parse(text)
    except UnexpectedInput as error:
        raise refused(_place(error, text, file), _sentence(error)) from None


def trees(node: Node) -> list[Node]:
    return [part for part in node.children if isinstance(part, Tree)]


def tokens(node: Node, kind: str | None = None) -> list[Token]:
    """The tokens right under a node, of one kind or of all."""
    return [part for part in node.children if isinstance(part, Token) and kind in (None, part.type)]


@cache
def _parser() -> Lark:
    grammar = Path(__file__).with_name("jdl.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=False, propagate_positions=True)


def _place(error: UnexpectedInput, text: str, file: str) -> Place:
    if isinstance(error, UnexpectedEOF) or (isinstance(error, UnexpectedToken) and error.token.type == "$END"):
        lines = text.split("\n")
        return Place(file, len(lines), len(lines[-1]) + 1)
    return Place(file, error.line, error.column)


def _sentence(error: UnexpectedInput) -> str:
    if isinstance(error, UnexpectedToken):
        here = "the file ends" if error.token.type == "$END" else f"{_short(error.token)!r} stands here"
        return f"{here}, expected {_expected(error.accepts or error.expected)}."
    if isinstance(error, UnexpectedCharacters):
        return f"{_short(error.char)!r} stands here, expected {_expected(error.allowed or ())}."
    return "the file ends in the middle of something."


def _expected(terminals: Iterable[str]) -> str:
    definitions = {terminal.name: str(terminal.pattern.value) for terminal in _parser().terminals}
    words = sorted({_said(name, definitions) for name in terminals if name not in UNSAID})
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words) or "nothing more"


def _said(name: str, definitions: dict[str, str]) -> str:
    if name == "$END":
        return "the end of the file"
    literal = re.sub(r"\(\?[!=].*\)$", "", definitions.get(name, name)).replace("\\", "")
    return SAID.get(name) or f"'{literal}'"


def _short(text: str) -> str:
    first = text.split("\n")[0]
    return first if len(first) <= 40 else f"{first[:40]}…"
