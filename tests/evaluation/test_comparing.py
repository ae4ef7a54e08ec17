"""What of a made model counts as right, beside a reference."""

from __future__ import annotations

from typing import Any

import pytest

from workers.evaluation.comparing import compare
from workers.evaluation.models import parse
from workers.evaluation.wording import words

REFERENCE: dict[str, Any] = {
    "entities": [
        {"name": "Order", "attributes": ["orderDate", "total"]},
        {"name": "Customer", "attributes": ["name", "e-mail"]},
    ],
    "relations": [{"from": "Customer", "to": "Order"}],
}


def entity(name: str, *attributes: str) -> dict[str, Any]:
    return {"name": name, "attributes": list(attributes)}


def test_a_copy_is_wholly_right() -> None:
    result = compare(parse(REFERENCE), parse(REFERENCE))

    assert (result.entities.f1, result.attributes.f1, result.relations.f1) == (1.0, 1.0, 1.0)


def test_nothing_is_wholly_wrong() -> None:
    result = compare(parse(REFERENCE), parse({}))

    assert (result.entities.f1, result.attributes.f1, result.relations.f1) == (0.0, 0.0, 0.0)


def test_the_style_of_names_keys_and_the_direction_of_a_relation_do_not_matter() -> None:
    made = {
        "entities": [
            entity("customer_orders", "id", "customer_id", "date", "created_at", "colour"),
            entity("customers", "Name", "email"),
        ],
        "relations": [{"from": "customer_orders", "to": "customers"}],
    }

    result = compare(parse(REFERENCE), parse(made))

    assert result.entities.right == 2
    assert (result.attributes.right, result.attributes.made) == (3, 4)
    assert result.relations.right == 1


def test_an_entity_that_only_ties_two_others_stands_for_their_relation() -> None:
    made = {
        "entities": [entity("Order"), entity("Customer"), entity("Purchase")],
        "relations": [{"from": "Purchase", "to": "Order"}, {"from": "Purchase", "to": "Customer"}],
    }

    result = compare(parse(REFERENCE), parse(made))

    assert (result.relations.right, result.relations.made) == (1, 1)
    assert (result.entities.right, result.entities.made) == (2, 3)


def test_an_attribute_of_a_more_general_entity_is_found_at_the_special_one() -> None:
    reference = {
        "entities": [entity("Ship", "name"), entity("Ferry", "deck")],
        "relations": [{"from": "Ferry", "to": "Ship", "kind": "inheritance"}],
    }

    result = compare(parse(reference), parse({"entities": [entity("Ferry", "deck", "name")]}))

    assert (result.attributes.right, result.attributes.covered) == (2, 2)


def test_suggestions_can_be_left_out() -> None:
    made = {"entities": [{"name": "Order", "attributes": [{"name": "total", "suggested": True}]}]}

    assert parse(made).entities[0].attributes == [("total",)]
    assert parse(made, suggested=False).entities[0].attributes == []


def test_a_relation_with_an_end_that_is_no_entity_is_a_wrong_one() -> None:
    made = {"entities": [entity("Order")], "relations": [{"from": "Order", "to": "Ghost"}]}

    assert compare(parse(REFERENCE), parse(made)).relations.made == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CustomerOrder", ("customer", "order")),
        ("orders of customers", ("order", "customer")),
        ("E-Mail", ("email",)),
        ("telNo", ("phone", "number")),
        ("statuses", ("status",)),
    ],
)
def test_names_are_compared_by_their_words(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected
