"""Expressions of computed fields: what they are worth, and what is said of the ones that mean nothing."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as some

from schemas.expression_nodes import Arithmetic, Call, Function, Operator, Own
from schemas.expressions import ExpressionError, parse, renamed
from schemas.fields import Enum, Field, FieldType


def field(name: str, kind: str, **rules: Any) -> Field:
    return Field.model_validate(
        {"id": uuid5(NAMESPACE_URL, name), "name": name, "label": name, "type": kind, "stored_as": name, **rules}
    )


FIELDS = (
    field("quantity", "integer"), field("price", "money", currency="EUR"), field("fee", "money", currency="USD"),
    field("rate", "decimal", decimals=3), field("weight", "float"), field("name", "string"), field("mail", "email"),
    field("ordered", "date"), field("due", "date"), field("begun", "datetime"), field("ended", "datetime"),
    field("took", "duration"), field("paid", "boolean"), field("state", "enum", enum="state"),
    field("number", "auto_number", prefix="N-", digits=4), field("photo", "image"), field("extra", "json"),
    field("tags", "multi_enum", enum="state"), field("total", "computed", expression="quantity * price"),
)  # fmt: skip
STATES = Enum.model_validate(
    {
        "id": uuid5(NAMESPACE_URL, "state"), "name": "state", "label": "State",
        "values": [{"name": "open", "label": "Open"}, {"name": "done", "label": "Done"}],
    }
)  # fmt: skip


@pytest.mark.parametrize(("text", "worth"), [
    ("quantity * price", (FieldType.MONEY, 2, "EUR")),
    ("quantity + 1", (FieldType.BIG_INTEGER, 0, None)),
    ("quantity / 3", (FieldType.DECIMAL, 4, None)),
    ("rate * 1.25", (FieldType.DECIMAL, 5, None)),
    ("price / price", (FieldType.DECIMAL, 4, None)),
    ("-weight * quantity", (FieldType.FLOAT, 0, None)),
    ("round(weight, 3)", (FieldType.DECIMAL, 3, None)),
    ("due - ordered", (FieldType.INTEGER, 0, None)),
    ("ordered + 14", (FieldType.DATE, 0, None)),
    ("ended - begun", (FieldType.DURATION, 0, None)),
    ("took * 2", (FieldType.DURATION, 0, None)),
    ("concat(name, ' has ', quantity)", (FieldType.STRING, 0, None)),
    ("coalesce(mail, lower(name))", (FieldType.STRING, 0, None)),
    ("IF(paid AND NOT quantity > 3, 0, price)", (FieldType.MONEY, 2, "EUR")),
    ("state = 'open' or length(name) >= 3", (FieldType.BOOLEAN, 0, None)),
    ("upper(number)", (FieldType.STRING, 0, None)),
])  # fmt: skip
def test_what_an_expression_is_worth_follows_from_its_fields(text: str, worth: tuple[Any, ...]) -> None:
    expression = parse(text, FIELDS, [STATES])

    assert (expression.type, expression.decimals, expression.currency) == worth


def test_the_tree_keeps_the_order_of_precedence() -> None:
    node = parse("quantity + rate * 2", FIELDS).node

    assert isinstance(node, Arithmetic)
    assert node.operator is Operator.ADD
    assert isinstance(node.left, Own)
    assert isinstance(node.right, Arithmetic)
    assert node.right.operator is Operator.MULTIPLY


def test_fields_are_named_once_in_their_order() -> None:
    assert parse("if(paid, quantity, quantity * 2)", FIELDS).fields == ("paid", "quantity")


def test_a_doubled_quote_stands_for_one() -> None:
    node = parse("concat(name, 'it''s')", FIELDS).node

    assert isinstance(node, Call)
    assert node.function is Function.CONCAT
    assert getattr(node.arguments[1], "value", None) == "it's"


@pytest.mark.parametrize(("text", "column", "said"), [
    ("quantity *", 11, "the expression ends, expected a field"),
    ("quantity ? 2", 10, "'?' stands here"),
    ("2 * qantity", 5, "Did you mean 'quantity'?"),
    ("quantity + sqrt(rate)", 12, "there is no function 'sqrt'"),
    ("price + fee", 1, "money in EUR and money in USD do not mix"),
    ("price * price", 1, "money in EUR * money in EUR has no meaning"),
    ("name + 1", 1, "a text + integer has no meaning"),
    ("begun + took", 1, "datetime + duration has no meaning"),
    ("total * 2", 1, "'total' is itself computed"),
    ("if(photo = 1, 1, 2)", 4, "'photo' is of the type image"),
    ("extra", 1, "of the type json"),
    ("tags", 1, "of the type multi_enum"),
    ("if(state = 'opn', 1, 2)", 4, "'state' has no value 'opn'. Did you mean 'open'?"),
    ("if(state < 'open', 1, 2)", 4, "a choice has no order"),
    ("if(paid > false, 1, 2)", 4, "a yes or no has no order"),
    ("if(quantity, 1, 2)", 4, "if asks for a yes or no first, here stands integer"),
    ("if(paid, 1, name)", 1, "integer and a text cannot stand for each other"),
    ("if(paid, 1)", 1, "expected if(condition, then, otherwise)"),
    ("concat(name, due)", 14, "concat takes texts and numbers, here stands date"),
    ("concat(name, state)", 14, "here stands a choice"),
    ("round(rate, quantity)", 13, "round takes its decimals as a number from 0 to 10"),
    ("not quantity", 5, "'not' takes a yes or no"),
    ("state", 1, "cannot be worth enum"),
    ("1 + 1", 1, "it uses no field"),
    ("quantity * 12345678901234567890", 12, "is too long"),
    ("+".join(["quantity"] * 60), 1, "nested more than 30 deep"),
    ("(" * 400 + "quantity" + ")" * 400 + "!", 809, "'!' stands here"),
])  # fmt: skip
def test_a_mistake_is_told_with_its_column(text: str, column: int, said: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text, FIELDS, [STATES])

    assert caught.value.column == column
    assert said in str(caught.value)


@given(some.text(alphabet=some.sampled_from("quantity price('\")+-*/<>=., andorif0123456789\n\u0000é"), max_size=80))
def test_any_text_is_understood_or_refused(text: str) -> None:
    column = 1
    try:
        parse(text, FIELDS)
    except ExpressionError as error:
        column = error.column
    assert 1 <= column <= len(text) + 1


def test_a_renamed_field_is_renamed_where_it_is_meant() -> None:
    assert renamed("if(paid, paid * 2, concat('paid', unpaid))", "paid", "settled") == (
        "if(settled, settled * 2, concat('paid', unpaid))"
    )
