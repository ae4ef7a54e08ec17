"""The closed little language of computed fields: text to a typed tree, and a tree's text after a rename.

    quantity * price
    if(paid, 0, round(total - discount, 2))
    concat(first_name, ' ', last_name)
    due_on - ordered_on                         days between two dates

It knows the stored fields of the entity itself, numbers, 'texts', true and false, + - * /, = != < <= > >=, and, or,
not, parentheses and the functions of `schemas.expression_nodes.Function`. What is computed from an empty value is
empty, except in `coalesce`, `concat` (as if it were '') and the condition of an `if` (as if it were false); so is what
is divided by 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lark import Lark, Token, Tree, UnexpectedInput
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

from schemas.expression_nodes import Node
from schemas.expression_typing import ExpressionError, Typing
from schemas.fields import Enum, Field, FieldType
from schemas.names import Name

__all__ = ["Expression", "ExpressionError", "parse", "renamed", "used"]

DEEPEST = 30
"""How deep an expression may be nested, a sum of many terms included."""

RESULTS = frozenset({
    FieldType.STRING, FieldType.INTEGER, FieldType.BIG_INTEGER, FieldType.DECIMAL, FieldType.MONEY, FieldType.FLOAT,
    FieldType.BOOLEAN, FieldType.DATE, FieldType.DATETIME, FieldType.TIME, FieldType.DURATION,
})  # fmt: skip
"""What a computed field can be worth."""

SAID = {
    "NAME": "a field", "NUMBER": "a number", "TEXT": "a 'text'", "TRUTH": "true or false", "AND": "'and'", "OR": "'or'",
    "NOT": "'not'", "COMPARATOR": "a comparison", "PLUS": "'+'", "MINUS": "'-'", "TIMES": "'*'", "OVER": "'/'",
    "LPAR": "'('", "RPAR": "')'", "COMMA": "','", "$END": "the end",
}  # fmt: skip
"""How a person calls what stands in the grammar by these names."""


@dataclass(frozen=True)
class Expression:
    """`fields` are the names that it uses, each once, in their order. A STRING result has no greatest length."""

    node: Node
    fields: tuple[Name, ...]

    @property
    def type(self) -> FieldType:
        return self.node.worth.type

    @property
    def decimals(self) -> int:
        return self.node.worth.decimals

    @property
    def currency(self) -> str | None:
        return self.node.worth.currency


def parse(expression: str, fields: Iterable[Field], enums: Iterable[Enum] = ()) -> Expression:
    """The meaning of an expression over an entity's own fields. Raises ExpressionError with the column.

    With `enums`, the values with which a choice is compared are checked too.
    """
    known = {str(field.name): field for field in fields}
    tree = _tree(expression)
    values = {str(enum.name): {str(value.name) for value in enum.values} for enum in enums}
    node = Typing(known, values).node(tree)
    used = tuple(dict.fromkeys(known[str(token)].name for token in _names(tree)))
    if node.worth.type not in RESULTS:
        raise ExpressionError(1, f"a computed field cannot be worth {node.worth.type}. Use if(…) to make it a text.")
    if not used:
        raise ExpressionError(1, "it uses no field, so that it would be the same for every row.")
    return Expression(node, used)


def renamed(expression: str, old: str, new: str) -> str:
    """The expression with one field called by another name. What cannot be read stays as it is."""
    try:
        tree = _tree(expression)
    except ExpressionError:
        return expression
    for start in reversed([token.start_pos or 0 for token in _names(tree) if token == old]):
        expression = f"{expression[:start]}{new}{expression[start + len(old) :]}"
    return expression


def used(expression: str) -> set[str]:
    """The names of fields that it uses, known or not. Raises ExpressionError."""
    return {str(token) for token in _names(_tree(expression))}


def _names(tree: Tree[Token]) -> list[Token]:
    """The fields that it names, in the order of the text."""
    found = [part for own in tree.find_data("own") for part in own.children if isinstance(part, Token)]
    return sorted(found, key=lambda token: token.start_pos or 0)


def _tree(expression: str) -> Tree[Token]:
    try:
        tree = _parser().parse(expression)
    except UnexpectedInput as error:
        raise _unexpected(error, expression) from None
    depths: dict[int, int] = {}
    for part in tree.iter_subtrees():
        under = [depths[id(child)] for child in part.children if isinstance(child, Tree)]
        depths[id(part)] = 1 + max(under, default=0)
    if depths[id(tree)] > DEEPEST:
        raise ExpressionError(1, f"it is nested more than {DEEPEST} deep. Split it, or make it simpler.")
    return tree


@cache
def _parser() -> Lark:
    grammar = Path(__file__).with_name("expression.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=False, propagate_positions=True)


def _unexpected(error: UnexpectedInput, expression: str) -> ExpressionError:
    if isinstance(error, UnexpectedToken):
        ends = error.token.type == "$END"
        here = "the expression ends" if ends else f"{str(error.token)[:30]!r} stands here"
        column = len(expression) + 1 if ends else error.column
        return ExpressionError(column, f"{here}, expected {_expected(error.accepts or error.expected)}.")
    if isinstance(error, UnexpectedCharacters):
        return ExpressionError(error.column, f"{error.char!r} stands here, expected {_expected(error.allowed or ())}.")
    return ExpressionError(len(expression) + 1, "the expression ends in the middle of something.")


def _expected(terminals: Iterable[str]) -> str:
    words = sorted({SAID.get(name, name) for name in terminals}, key=lambda word: re.sub(r"\W", "", word) or "~" + word)
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words) or "nothing more"
