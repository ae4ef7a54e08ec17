"""Wishes to change an application."""

from __future__ import annotations

import pytest

from schemas.errors import Permanent
from schemas.reading import Removal, Rename
from tests.workers.prompt.readings import fact, facts, thing
from workers.prompt.offline import OfflineReader


@pytest.mark.parametrize(("text", "expected"), [
    ("rename client to customer", Rename(old="client", new="customer")),
    ("Please rename the entity Client to Customer.", Rename(old="Client", new="Customer")),
    ("Call clients customers instead.", Rename(old="clients", new="customers")),
    ("The vessel should be called ship.", Rename(old="vessel", new="ship")),
    ("Rename the phone of suppliers to mobile.", Rename(old="phone", new="mobile", thing="suppliers")),
    ("Change the name of the field memo to remarks.", Rename(old="memo", new="remarks")),
])  # fmt: skip
def test_renames_are_understood(reader: OfflineReader, text: str, expected: Rename) -> None:
    assert reader.understand(text, change=True).renames == (expected,)


@pytest.mark.parametrize(("text", "expected"), [
    ("remove the fax", (Removal(old="fax"),)),
    ("Drop the fax and the pager from suppliers.",
     (Removal(old="fax", thing="suppliers"), Removal(old="pager", thing="suppliers"))),
    ("We no longer need warehouses.", (Removal(old="warehouses"),)),
])  # fmt: skip
def test_removals_are_understood(reader: OfflineReader, text: str, expected: tuple[Removal, ...]) -> None:
    assert reader.understand(text, change=True).removals == expected


def test_additions_are_understood(reader: OfflineReader) -> None:
    reading = reader.understand("Add a phone and an optional date of birth to customers", change=True)

    assert facts(reading, "customer") == {"phone", "date of birth"}


@pytest.mark.parametrize("text", [
    "Add a currency to invoices.",
    "Give invoices a currency.",
    "Invoices need a currency.",
    "Let invoices have a currency",
    "Invoices should also have a currency.",
    "Add the field currency to invoices",
    "Each invoice has a currency.",
])  # fmt: skip
def test_an_addition_may_be_said_in_many_ways(reader: OfflineReader, text: str) -> None:
    assert facts(reader.understand(text, change=True), "invoice") == {"currency"}


def test_an_addition_may_list_its_values(reader: OfflineReader) -> None:
    reading = reader.understand("Add a status (open, sent or paid) to invoices.", change=True)

    assert fact(reading, "invoice", "status").values == ("open", "sent", "paid")


def test_a_new_thing_is_read_with_its_facts(reader: OfflineReader) -> None:
    reading = reader.understand("Add suppliers with a name and a phone number.", change=True)

    assert facts(reading, "supplier") == {"name", "phone number"}


def test_several_wishes_stand_in_one_text(reader: OfflineReader) -> None:
    reading = reader.understand("Rename title to hull name. Add a price to boats and remove the colour.", change=True)

    assert reading.renames == (Rename(old="title", new="hull name"),)
    assert reading.removals == (Removal(old="colour"),)
    assert thing(reading, "boat").facts[0].label == "price"


@pytest.mark.parametrize("text", ["please", "make it nicer", "hello", "it should be better"])
def test_a_wish_that_names_no_change_is_refused_with_examples(reader: OfflineReader, text: str) -> None:
    with pytest.raises(Permanent, match="Add a phone to customers"):
        reader.understand(text, change=True)
