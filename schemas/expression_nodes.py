"""What an expression is once it is understood: a tree of typed nodes, each knowing what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from schemas.fields import FieldType
from schemas.names import Name


@dataclass(frozen=True)
class Worth:
    """The type of a value. `decimals` counts for decimal and money, `currency` for money alone."""

    type: FieldType
    decimals: int = 0
    currency: str | None = None


class Operator(StrEnum):
    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"


class Comparator(StrEnum):
    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="


class Function(StrEnum):
    IF = "if"
    CONCAT = "concat"
    COALESCE = "coalesce"
    ROUND = "round"
    LOWER = "lower"
    UPPER = "upper"
    LENGTH = "length"


@dataclass(frozen=True)
class Number:
    """A number as it was written; `worth` is INTEGER without a point, else DECIMAL."""

    value: Decimal
    worth: Worth


@dataclass(frozen=True)
class Text:
    value: str
    worth: Worth = Worth(FieldType.STRING)


@dataclass(frozen=True)
class Truth:
    value: bool
    worth: Worth = Worth(FieldType.BOOLEAN)


@dataclass(frozen=True)
class Own:
    """A stored field of the same entity. Texts of every type are worth a STRING."""

    name: Name
    worth: Worth


@dataclass(frozen=True)
class Negative:
    operand: Node
    worth: Worth


@dataclass(frozen=True)
class Arithmetic:
    """A date minus a date is the days between, an INTEGER; what is divided by 0 is empty."""

    operator: Operator
    left: Node
    right: Node
    worth: Worth


@dataclass(frozen=True)
class Comparison:
    comparator: Comparator
    left: Node
    right: Node
    worth: Worth = Worth(FieldType.BOOLEAN)


@dataclass(frozen=True)
class And:
    left: Node
    right: Node
    worth: Worth = Worth(FieldType.BOOLEAN)


@dataclass(frozen=True)
class Or:
    left: Node
    right: Node
    worth: Worth = Worth(FieldType.BOOLEAN)


@dataclass(frozen=True)
class Not:
    operand: Node
    worth: Worth = Worth(FieldType.BOOLEAN)


@dataclass(frozen=True)
class Call:
    """`if`: condition, then, else. `round`: number, and a Number that is its digits. `concat`: empty parts are ''."""

    function: Function
    arguments: tuple[Node, ...]
    worth: Worth


Node = Number | Text | Truth | Own | Negative | Arithmetic | Comparison | And | Or | Not | Call
