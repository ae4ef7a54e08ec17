"""How things belong together: number, need, kinds."""

from __future__ import annotations

import pytest

from schemas.reading import Many
from tests.workers.prompt.readings import link, things
from workers.prompt.offline import OfflineReader


@pytest.mark.parametrize("text", [
    "Each lighthouse belongs to one harbour. Each harbour has a name.",
    "Every harbour has many lighthouses. A lighthouse has a height.",
    "A harbour has one or more lighthouses. Each lighthouse has a height.",
    "A harbour consists of several lighthouses. Each lighthouse has a height.",
])  # fmt: skip
def test_many_lighthouses_have_one_harbour(reader: OfflineReader, text: str) -> None:
    found = link(reader.understand(text), "lighthouse", "harbour")

    assert (found.source_many, found.target_many) == (Many.MANY, Many.ONE)


@pytest.mark.parametrize("text", [
    "A pilot can fly many gliders, and a glider can be flown by many pilots.",
    "Pilots fly gliders. Each glider may be flown by several pilots.",
    "Every pilot may fly several gliders. Gliders are flown by one or more pilots.",
])  # fmt: skip
def test_many_to_many_is_heard_from_both_sides(reader: OfflineReader, text: str) -> None:
    found = link(reader.understand(text), "pilot", "glider")

    assert (found.source_many, found.target_many) == (Many.MANY, Many.MANY)


def test_a_passive_is_read_the_right_way_round(reader: OfflineReader) -> None:
    reading = reader.understand("Every statue is made by one sculptor. A sculptor makes many statues.")

    found = link(reading, "statue", "sculptor")
    assert (found.source_many, found.target_many) == (Many.MANY, Many.ONE)


def test_what_must_be_there_is_required(reader: OfflineReader) -> None:
    must = reader.understand("Each parcel must belong to exactly one route. A route has a name.")
    may = reader.understand("Each parcel may belong to a route. A route has a name.")

    assert link(must, "parcel", "route").required
    assert not link(may, "parcel", "route").required


def test_a_verb_that_could_be_a_noun_is_still_a_verb(reader: OfflineReader) -> None:
    reading = reader.understand("Members book boats for a trip. Each boat has a name. Each member has a name.")

    found = link(reading, "member", "boat")
    assert found.evidence.words == "Members book boats for a trip."


def test_what_something_belongs_to_is_a_thing_even_if_named_once(reader: OfflineReader) -> None:
    reading = reader.understand("Boats belong to a harbour and have a hull number.")

    assert link(reading, "boat", "harbour")


def test_possession_links_things(reader: OfflineReader) -> None:
    reading = reader.understand("Keep track of our orchards, their trees and the harvest of each tree.")

    assert things(reading) == {"orchard", "tree", "harvest"}
    found = link(reading, "tree", "orchard")
    assert (found.source_many, found.target_many) == (Many.MANY, Many.ONE)
    assert link(reading, "harvest", "tree")


def test_kinds_of_a_thing_are_tied_to_it(reader: OfflineReader) -> None:
    reading = reader.understand(
        "Each vessel has a name. There are two types of vessels: cargo vessels and passenger vessels. "
        "Cargo vessels have a load limit. Passenger vessels have a number of cabins."
    )

    assert {"vessel", "cargo vessel", "passenger vessel"} <= things(reading)
    assert link(reading, "cargo vessel", "vessel")
    assert link(reading, "passenger vessel", "vessel")


def test_two_words_for_one_thing_make_one_thing(reader: OfflineReader) -> None:
    reading = reader.understand("Every repair uses spare parts. A part has a price. The part is kept in a drawer.")

    assert "spare part" in things(reading) or "part" in things(reading)
    assert not {"spare part", "part"} <= things(reading)
