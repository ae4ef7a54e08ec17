"""From the syntax tree of an expression to typed nodes: names are resolved, types inferred, mistakes told by column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from lark import Token, Tree

from schemas import expression_arithmetic as meeting
from schemas.expression_nodes import (
    And,
    Arithmetic,
    Call,
    Comparator,
    Comparison,
    Function,
    Negative,
    Node,
    Not,
    Number,
    Operator,
    Or,
    Own,
    Text,
    Truth,
    Worth,
)
from schemas.fields import Field, FieldType
from schemas.rules import FILES, MOMENTS, NUMBERS, TEXTS, decimals
from schemas.suggesting import instead

T = FieldType
Syntax = Tree[Token]

AS_TEXT = TEXTS | {T.COLOUR, T.AUTO_NUMBER}
CLOSED = FILES | {T.COMPUTED, T.JSON, T.MULTI_ENUM}
JOINED = NUMBERS | {T.STRING}
"""What `concat` takes: how a database writes dates and choices is not what a person would read."""

DIGITS = 18
"""As many as a number in an expression may have."""


class ExpressionError(ValueError):
    """`column` (from 1) is where the expression went wrong."""

    def __init__(self, column: int, sentence: str) -> None:
        self.column = column
        super().__init__(f"column {column}: {sentence}")


class Typing:
    """Types the trees of one entity's expressions. `values` are the values of each enum, by its name."""

    def __init__(self, fields: Mapping[str, Field], values: Mapping[str, Collection[str]]) -> None:
        self._fields = fields
        self._values = values

    def node(self, tree: Syntax) -> Node:
        match tree.data:
            case "number":
                return _number(tree)
            case "text":
                quoted = str(tree.children[0])
                return Text(quoted[1:-1].replace(quoted[0] * 2, quoted[0]))
            case "truth":
                return Truth(str(tree.children[0]).lower() == "true")
            case "own":
                return self._own(tree)
            case "call":
                return self._call(tree)
            case "comparison":
                return self._comparison(tree)
            case "arithmetic" | "negative":
                return self._arithmetic(tree)
        return self._logic(tree)

    def _own(self, tree: Syntax) -> Node:
        name = str(tree.children[0])
        field = self._fields.get(name)
        if field is None:
            raise ExpressionError(_column(tree), f"there is no field {name!r} here. {instead(name, self._open())}")
        if field.type in CLOSED:
            reason = "itself computed" if field.type is T.COMPUTED else f"of the type {field.type}"
            raise ExpressionError(
                _column(tree), f"{name!r} is {reason}, which an expression cannot use. {instead('', self._open())}"
            )
        if field.type in AS_TEXT:
            return Own(field.name, Worth(T.STRING))
        places = decimals(field) if field.type in (T.DECIMAL, T.MONEY) else 0
        return Own(field.name, Worth(field.type, places, field.currency))

    def _open(self) -> list[str]:
        return [name for name, field in self._fields.items() if field.type not in CLOSED]

    def _logic(self, tree: Syntax) -> Node:
        parts = [self.node(part) for part in _trees(tree)]
        for part, syntax in zip(parts, _trees(tree), strict=True):
            _expect(part, syntax, frozenset({T.BOOLEAN}), f"{_token(tree)!r} takes a yes or no")
        if tree.data == "negated":
            return Not(parts[0])
        return (And if tree.data == "both" else Or)(parts[0], parts[1])

    def _arithmetic(self, tree: Syntax) -> Node:
        parts = [self.node(part) for part in _trees(tree)]
        if tree.data == "negative":
            _expect(parts[0], _trees(tree)[0], NUMBERS | {T.DURATION}, "'-' takes a number")
            return Negative(parts[0], parts[0].worth)
        operator = Operator(_token(tree))
        worth = _met(tree, lambda: meeting.arithmetic(operator, parts[0].worth, parts[1].worth))
        return Arithmetic(operator, parts[0], parts[1], worth)

    def _comparison(self, tree: Syntax) -> Node:
        left, right = (self.node(part) for part in _trees(tree))
        comparator = Comparator({"==": "=", "<>": "!="}.get(_token(tree), _token(tree)))
        if not (self._chosen(tree, left, right) or self._chosen(tree, right, left)):
            _met(tree, lambda: meeting.compare(comparator, left.worth, right.worth))
        elif comparator not in (Comparator.EQUAL, Comparator.UNEQUAL):
            raise ExpressionError(_column(tree), "a choice has no order: only '=' and '!=' go with it.")
        return Comparison(comparator, left, right)

    def _chosen(self, tree: Syntax, choice: Node, value: Node) -> bool:
        """Whether a choice meets a value that is written out. Raises where the choice has no such value."""
        if not (isinstance(choice, Own) and choice.worth.type is T.ENUM and isinstance(value, Text)):
            return False
        known = self._values.get(str(self._fields[choice.name].enum))
        if known is not None and value.value not in known:
            raise ExpressionError(
                _column(tree), f"{str(choice.name)!r} has no value {value.value!r}. {instead(value.value, known)}"
            )
        return True

    def _call(self, tree: Syntax) -> Node:
        name = _token(tree).lower()
        if name not in set(Function):
            raise ExpressionError(_column(tree), f"there is no function {name!r}. {instead(name, set(Function))}")
        function, syntax = Function(name), _trees(tree)
        arguments = tuple(self.node(part) for part in syntax)
        low, high, shape = _SHAPES[function]
        if not low <= len(arguments) <= high:
            raise ExpressionError(_column(tree), f"it was given {len(arguments)} of its values, expected {shape}.")
        return Call(function, arguments, _worth(function, tree, syntax, arguments))


_MANY = 20
_SHAPES: dict[Function, tuple[int, int, str]] = {
    Function.IF: (3, 3, "if(condition, then, otherwise)"),
    Function.CONCAT: (2, _MANY, "concat(text, text, …)"),
    Function.COALESCE: (2, _MANY, "coalesce(value, other value)"),
    Function.ROUND: (2, 2, "round(number, decimals)"),
    Function.LOWER: (1, 1, "lower(text)"),
    Function.UPPER: (1, 1, "upper(text)"),
    Function.LENGTH: (1, 1, "length(text)"),
}
"""By function: the fewest and the most values, and how it is written."""


def _worth(function: Function, tree: Syntax, syntax: list[Syntax], arguments: tuple[Node, ...]) -> Worth:
    if function is Function.ROUND:
        return _rounded(syntax, arguments)
    if function is Function.CONCAT:
        for part, where in zip(arguments, syntax, strict=True):
            _expect(part, where, JOINED, "concat takes texts and numbers")
        return Worth(T.STRING)
    if function in (Function.IF, Function.COALESCE):
        branches = arguments
        if function is Function.IF:
            _expect(arguments[0], syntax[0], frozenset({T.BOOLEAN}), "if asks for a yes or no first")
            branches = arguments[1:]
        worth = branches[0].worth
        for branch in branches[1:]:
            worth = _met(tree, lambda found=worth, branch=branch: meeting.common(found, branch.worth))  # type: ignore[misc]
        return worth
    _expect(arguments[0], syntax[0], frozenset({T.STRING}), f"{function} takes a text")
    return Worth(T.INTEGER if function is Function.LENGTH else T.STRING)


def _rounded(syntax: list[Syntax], arguments: tuple[Node, ...]) -> Worth:
    value, digits = arguments
    _expect(value, syntax[0], NUMBERS, "round takes a number")
    most = meeting.MOST_DECIMALS
    if not isinstance(digits, Number) or digits.worth.type is not T.INTEGER or digits.value > most:
        raise ExpressionError(_column(syntax[1]), f"round takes its decimals as a number from 0 to {most}.")
    if value.worth.type is T.MONEY:
        return value.worth
    return Worth(T.DECIMAL, int(digits.value))


def _number(tree: Syntax) -> Number:
    written = str(tree.children[0])
    _, _, fraction = written.partition(".")
    if len(written) > DIGITS or len(fraction) > meeting.MOST_DECIMALS:
        raise ExpressionError(
            _column(tree), f"{written[:30]} is too long: at most {DIGITS} characters, {meeting.MOST_DECIMALS} decimals."
        )
    if fraction:
        return Number(Decimal(written), Worth(T.DECIMAL, len(fraction)))
    return Number(Decimal(written), Worth(T.INTEGER if int(written) < 2**31 else T.BIG_INTEGER))


def _expect(node: Node, syntax: Syntax, types: frozenset[FieldType], rule: str) -> None:
    if node.worth.type not in types:
        hint = " Turn a choice into text with if(…)." if node.worth.type is T.ENUM else ""
        hint = hint or (" Subtract dates to get days." if node.worth.type in MOMENTS else "")
        raise ExpressionError(_column(syntax), f"{rule}, here stands {meeting.said(node.worth)}.{hint}")


def _met(tree: Syntax, meet: Callable[[], Worth | None]) -> Worth:
    try:
        return meet() or Worth(T.BOOLEAN)
    except TypeError as error:
        raise ExpressionError(_column(tree), f"{error}.") from None


def _trees(tree: Syntax) -> list[Syntax]:
    return [part for part in tree.children if isinstance(part, Tree)]


def _token(tree: Syntax) -> str:
    return next(str(part) for part in tree.children if isinstance(part, Token))


def _column(tree: Syntax) -> int:
    return int(tree.meta.column)
