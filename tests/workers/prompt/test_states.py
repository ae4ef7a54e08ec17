"""States, kinds and lists that stand in other shapes than "an order has a date"."""

from __future__ import annotations

import pytest

from schemas.reading import Reading
from tests.workers.prompt.readings import facts, things
from workers.prompt.offline import OfflineReader


def values(reading: Reading, thing: str, fact: str) -> tuple[str, ...]:
    return next(
        one.values for owner in reading.things if owner.label == thing for one in owner.facts if one.label == fact
    )


@pytest.mark.parametrize(
    ("text", "fact", "states"),
    [
        ("A crate has a weight and can be empty, full or broken.", "status", ("empty", "full", "broken")),
        ("A crate is either sealed or opened.", "status", ("sealed", "opened")),
        ("A crate can be in one of three states: Empty, Full, and Broken.", "state", ("Empty", "Full", "Broken")),
        ("Each crate has a status that is empty, full or broken and a weight.", "status", ("empty", "full", "broken")),
    ],
)
def test_states_become_values(reader: OfflineReader, text: str, fact: str, states: tuple[str, ...]) -> None:
    assert values(reader.understand(text), "crate", fact) == states


@pytest.mark.parametrize(
    "text",
    ["A crate has a weight. A crate can be moved or opened.", "Crates have a weight. They must be washed or burnt."],
)
def test_what_can_be_done_to_a_thing_is_no_state_of_it(reader: OfflineReader, text: str) -> None:
    assert facts(reader.understand(text), "crate") == {"weight"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of each crate, the packing time, the gross weight and the colour are logged.",
         {"packing time", "gross weight", "colour"}),
        ("For each crate, the weight, the colour and the price per kilo are noted.",
         {"weight", "colour", "price per kilo"}),
        ("Each crate has other characteristics, such as the usual colour, the packing date, etc.",
         {"colour", "packing date"}),
        ("This crate stores various characteristics, like the weight, the fill level and the colour.",
         {"weight", "fill level", "colour"}),
        ("The depot fills a crate with a weight, a colour and a price.", {"weight", "colour", "price"}),
    ],
)  # fmt: skip
def test_lists_are_read_in_other_shapes(reader: OfflineReader, text: str, expected: set[str]) -> None:
    assert facts(reader.understand(text), "crate") == expected


def test_who_signs_in_with_facts_has_them(reader: OfflineReader) -> None:
    assert facts(reader.understand("A rower registers with a name, a birth date and a shirt size."), "rower") == {
        "name", "birth date", "shirt size",
    }  # fmt: skip


def test_a_list_of_somebody_elses_facts_is_not_taken_by_the_subject(reader: OfflineReader) -> None:
    reading = reader.understand("The permit must show the rower's details including their name, age and address.")

    assert facts(reading, "rower") == {"name", "age", "address"}


def test_each_of_whom_are_those_before(reader: OfflineReader) -> None:
    reading = reader.understand("Coxes and strokes are rowers, each of whom has a name and a weight.")

    assert facts(reading, "rower") == {"name", "weight"}


def test_a_number_of_things_is_not_the_thing(reader: OfflineReader) -> None:
    reading = reader.understand("A race has lanes. Each lane has a colour. A boat has a name and a number of lanes.")

    assert "number of lanes" in facts(reading, "boat")


@pytest.mark.parametrize("name", ["Rowatrix", "ROX"])
def test_what_the_software_is_called_is_nothing_to_keep(reader: OfflineReader, name: str) -> None:
    reading = reader.understand(f"We want {name}. {name} stores boats with a name. Rowers book boats in {name}.")

    assert name.lower() not in {label.lower() for label in things(reading)}
    assert "boat" in things(reading)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("We run a small boat repair yard. Customers bring their boats.", "Boat repair yard"),
        ("Our rowing club needs something to plan races and trainings.", "Rowing club"),
        ("I have a bakery and want to keep track of orders.", "Bakery"),
        ("Design a database for a boat rental system. Boats have a name.", "Boat rental"),
    ],
)
def test_an_application_is_called_by_what_it_is_for(reader: OfflineReader, text: str, title: str) -> None:
    assert reader.understand(text).title == title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("People bring me a radio. I write down what brand it is and how old it is.", {"brand", "age"}),
        ("For every radio I note what I charged, when it's due and how heavy it is.", {"price", "due date", "weight"}),
        ("For each radio we record its name, which shelf it stands in and what it costs.", {"name", "shelf", "price"}),
        ("I keep track of my radios: maker, year built, how old they are, which room they're in.",
         {"maker", "year built", "room"}),
    ],
)  # fmt: skip
def test_what_people_ask_about_a_thing_is_a_fact_of_it(reader: OfflineReader, text: str, expected: set[str]) -> None:
    assert expected <= facts(reader.understand(text), "radio")


def test_it_is_no_person(reader: OfflineReader) -> None:
    reading = reader.understand("Each radio has a name. When a mechanic opens a radio, we record its age and weight.")

    assert {"age", "weight"} <= facts(reading, "radio")
