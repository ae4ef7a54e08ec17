"""What comes out where values of two types meet in an expression; TypeError where nothing sensible does."""

from __future__ import annotations

from schemas.expression_nodes import Comparator, Operator, Worth
from schemas.fields import FieldType
from schemas.rules import NUMBERS

T = FieldType

MOST_DECIMALS = 10
"""As many as a decimal field can have."""

QUOTIENT = 4
"""The fewest decimals of what was divided: a third of 1 is 0.3333."""

WHOLE = frozenset({T.INTEGER, T.BIG_INTEGER})

RANKS = (T.INTEGER, T.BIG_INTEGER, T.DECIMAL, T.FLOAT, T.MONEY)
"""Of two numbers, the later in this row is what both can be read as."""

EQUAL_ONLY = frozenset({T.BOOLEAN, T.ENUM, T.UUID})
"""Of what is one of these, none is less than another."""

_SPANS = {
    (Operator.SUBTRACT, T.DATE, T.DATE): T.INTEGER,
    (Operator.SUBTRACT, T.DATETIME, T.DATETIME): T.DURATION,
    (Operator.SUBTRACT, T.TIME, T.TIME): T.DURATION,
    (Operator.ADD, T.DURATION, T.DURATION): T.DURATION,
    (Operator.SUBTRACT, T.DURATION, T.DURATION): T.DURATION,
}


def arithmetic(operator: Operator, left: Worth, right: Worth) -> Worth:
    """What `left operator right` is worth."""
    if {left.type, right.type} <= NUMBERS:
        return _money(operator, left, right) if T.MONEY in (left.type, right.type) else _number(operator, left, right)
    if (span := _SPANS.get((operator, left.type, right.type))) is not None:
        return Worth(span)
    if _moves_date(operator, left, right):
        return Worth(T.DATE)
    if operator is Operator.MULTIPLY and T.DURATION in (left.type, right.type) and NUMBERS & {left.type, right.type}:
        return Worth(T.DURATION)
    if operator is Operator.DIVIDE and left.type is T.DURATION and right.type in NUMBERS:
        return Worth(T.DURATION)
    raise TypeError(f"{said(left)} {operator} {said(right)} has no meaning")


def common(left: Worth, right: Worth) -> Worth:
    """What both can be read as: for the branches of an `if`, the parts of a `coalesce`."""
    if {left.type, right.type} <= NUMBERS:
        _same_currency(left, right)
        wider = max(left, right, key=lambda worth: RANKS.index(worth.type))
        places = max(left.decimals, right.decimals) if wider.type is T.DECIMAL else wider.decimals
        return Worth(wider.type, places, wider.currency)
    if left.type is not right.type or left.type is T.ENUM:
        raise TypeError(f"{said(left)} and {said(right)} cannot stand for each other")
    return left


def compare(comparator: Comparator, left: Worth, right: Worth) -> None:
    """Raise TypeError where the two cannot be compared so."""
    if {left.type, right.type} <= NUMBERS:
        _same_currency(left, right)
    elif left.type is not right.type:
        raise TypeError(f"{said(left)} cannot be compared with {said(right)}")
    elif left.type in EQUAL_ONLY and comparator not in (Comparator.EQUAL, Comparator.UNEQUAL):
        raise TypeError(f"{said(left)} has no order: only '=' and '!=' go with it")


def said(worth: Worth) -> str:
    """The type as a person calls it."""
    if worth.type is T.MONEY:
        return f"money in {worth.currency}"
    if worth.type is T.STRING:
        return "a text"
    return {T.BOOLEAN: "a yes or no", T.ENUM: "a choice"}.get(worth.type, f"{worth.type}".replace("_", " "))


def _money(operator: Operator, left: Worth, right: Worth) -> Worth:
    both = left.type is right.type
    if both:
        _same_currency(left, right)
    money = left if left.type is T.MONEY else right
    if operator in (Operator.ADD, Operator.SUBTRACT):
        return Worth(T.MONEY, max(left.decimals, right.decimals) if both else money.decimals, money.currency)
    if operator is Operator.DIVIDE and both:
        return Worth(T.DECIMAL, QUOTIENT)
    if both or (operator is Operator.DIVIDE and right is money):
        raise TypeError(f"{said(left)} {operator} {said(right)} has no meaning")
    return money


def _number(operator: Operator, left: Worth, right: Worth) -> Worth:
    if T.FLOAT in (left.type, right.type):
        return Worth(T.FLOAT)
    most = max(left.decimals, right.decimals)
    if operator is Operator.DIVIDE:
        return Worth(T.DECIMAL, max(most, QUOTIENT))
    if {left.type, right.type} <= WHOLE:
        return Worth(T.BIG_INTEGER)
    if operator is Operator.MULTIPLY:
        return Worth(T.DECIMAL, min(left.decimals + right.decimals, MOST_DECIMALS))
    return Worth(T.DECIMAL, most)


def _moves_date(operator: Operator, left: Worth, right: Worth) -> bool:
    """Whether a date is moved by whole days."""
    if operator is Operator.ADD:
        return (left.type is T.DATE and right.type in WHOLE) or (left.type in WHOLE and right.type is T.DATE)
    return operator is Operator.SUBTRACT and left.type is T.DATE and right.type in WHOLE


def _same_currency(left: Worth, right: Worth) -> None:
    if left.currency and right.currency and left.currency != right.currency:
        raise TypeError(f"{said(left)} and {said(right)} do not mix")
