"""What is known of a thing, in the many ways in which people say it."""

from __future__ import annotations

import pytest

from schemas.spec import FieldType
from tests.workers.prompt.readings import fact, facts, things
from workers.prompt.offline import OfflineReader


@pytest.mark.parametrize("text", [
    "Each boat has a name, a length and a hull number.",
    "For every boat we record its name, its length and the hull number.",
    "Boats: name, length, hull number",
    "Boat (name, length, hull number)\nHarbour (town, depth)",
    "We keep the name, length and hull number of each boat.",
    "The name, the length and the hull number of a boat are stored.",
    "Every boat is described by a name, a length and a hull number.",
    "We manage boats with a name, a length and a hull number.",
    "A boat is a vessel with a name, a length and a hull number.",
    "Define a boats table with name, length and hull_number.",
])  # fmt: skip
def test_facts_are_found_however_they_are_said(reader: OfflineReader, text: str) -> None:
    assert facts(reader.understand(text), "boat") == {"name", "length", "hull number"}


def test_a_list_in_parentheses_gives_facts_and_the_values_of_facts(reader: OfflineReader) -> None:
    reading = reader.understand("Each lamp (serial number, wattage) has a state (lit, dark or broken).")

    assert {"serial number", "wattage"} <= facts(reading, "lamp")
    assert fact(reading, "lamp", "state").values == ("lit", "dark", "broken")


@pytest.mark.parametrize("text", [
    "A ferry has a name. Its status is moored, sailing or in repair.",
    "A ferry has a name and a status. The status can be moored, sailing or in repair.",
    "A ferry has a name and a status (moored, sailing or in repair).",
    "A ferry has a name. A ferry can be moored, sailing or in repair.",
])  # fmt: skip
def test_values_to_choose_from_are_found(reader: OfflineReader, text: str) -> None:
    status = fact(reader.understand(text), "ferry", "status")

    assert status.type is FieldType.ENUM
    assert status.values == ("moored", "sailing", "in repair")


def test_a_list_is_read_to_its_end(reader: OfflineReader) -> None:
    reading = reader.understand("A shift has a start time, an end time, a place and a maximum number of helpers.")

    assert facts(reading, "shift") == {"start time", "end time", "place", "maximum number of helpers"}


def test_how_many_is_a_number(reader: OfflineReader) -> None:
    reading = reader.understand("For each ferry we note its name and how many cabins it has.")

    assert fact(reading, "ferry", "number of cabins").type is FieldType.INTEGER


def test_yes_or_no_is_heard_in_whether(reader: OfflineReader) -> None:
    reading = reader.understand("For each lighthouse we store its name, its height and whether it is automated.")

    assert fact(reading, "lighthouse", "automated").type is FieldType.BOOLEAN
    assert {"name", "height"} <= facts(reading, "lighthouse")


def test_unique_and_required_are_heard(reader: OfflineReader) -> None:
    reading = reader.understand("A telescope has a unique inventory number, a mandatory title and optional remarks.")

    assert fact(reading, "telescope", "inventory number").unique
    assert fact(reading, "telescope", "title").required
    assert not fact(reading, "telescope", "remarks").required


def test_what_is_counted_is_a_number(reader: OfflineReader) -> None:
    reading = reader.understand("For every novel we store the title and the number of chapters.")

    assert fact(reading, "novel", "number of chapters").type is FieldType.INTEGER


def test_a_date_of_something_is_one_fact(reader: OfflineReader) -> None:
    reading = reader.understand("We record the name, date of birth and nationality of each pilot.")

    assert facts(reading, "pilot") == {"name", "date of birth", "nationality"}


def test_pronouns_are_followed_across_sentences(reader: OfflineReader) -> None:
    reading = reader.understand("The choir keeps its songs in binders. A song has a title. It also has a duration.")

    assert {"title", "duration"} <= facts(reading, "song")


def test_the_row_s_own_key_is_no_fact(reader: OfflineReader) -> None:
    reading = reader.understand("The barrels table has barrel_id, volume and cellar_id. The cellars table has a name.")

    assert facts(reading, "barrel") == {"volume"}


def test_the_application_and_its_screens_are_no_things(reader: OfflineReader) -> None:
    reading = reader.understand(
        "We want a web application with a dashboard. The system shows a list of vineyards. Each vineyard has a name."
    )

    assert things(reading) == {"vineyard"}


@pytest.mark.parametrize("said", ["needs", "should have", "must include", "with"])
def test_tables_and_their_columns_are_things_and_facts(reader: OfflineReader, said: str) -> None:
    reading = reader.understand(
        f"Also create the barrels table {said} barrel_code, volume_in_litres and filled_on columns."
    )

    assert facts(reading, "barrel") == {"barrel code", "volume in litres", "filled on"}


def test_what_is_a_screen_elsewhere_is_a_thing_where_it_has_facts(reader: OfflineReader) -> None:
    reading = reader.understand("Each table has a number and a size. A table stands in a hall. Each hall has a name.")

    assert things(reading) == {"table", "hall"}


def test_labels_stay_as_they_were_written(reader: OfflineReader) -> None:
    reading = reader.understand("Each winery has a VAT number, an e-mail address and an IBAN.")

    assert facts(reading, "winery") == {"VAT number", "email address", "IBAN"}


def test_each_element_tells_the_words_it_comes_from(reader: OfflineReader) -> None:
    reading = reader.understand("Each glacier has a name. Hikers cross glaciers.")

    assert fact(reading, "glacier", "name").evidence.words == "Each glacier has a name."
    assert all(one.evidence.words and not one.evidence.suggested for one in reading.things)


def test_the_words_told_are_a_short_span(reader: OfflineReader) -> None:
    reading = reader.understand(
        "Each glacier has a name, an altitude above the sea, a mean slope, a surveyed length and a colour on the map."
    )
    said = [thing.evidence.words for thing in reading.things]
    said += [one.evidence.words for thing in reading.things for one in thing.facts]

    assert "mean slope" in fact(reading, "glacier", "mean slope").evidence.words
    assert all(len(words.split()) <= 12 for words in said)


def test_the_same_text_is_understood_the_same_way(reader: OfflineReader) -> None:
    text = "Each glacier has a name. Guides lead tours. A tour crosses several glaciers and has a price."

    assert reader.understand(text) == reader.understand(text)
