"""What a text says twice and differently is asked about."""

from __future__ import annotations

from workers.prompt.offline import OfflineReader


def test_one_and_many_of_the_same_is_asked(reader: OfflineReader) -> None:
    reading = reader.understand("Each crate has exactly one owner. A crate has several owners. Owners have a name.")

    assert len(reading.questions) == 1
    assert "one crate has one owner and that it has many" in reading.questions[0]


def test_required_and_optional_is_asked(reader: OfflineReader) -> None:
    reading = reader.understand("Each crate has a weight. The weight is optional. The weight is required.")

    assert reading.questions == (
        "The text says both that the weight is required and that it is optional. Which one is meant?",
    )


def test_a_text_of_one_mind_asks_nothing(reader: OfflineReader) -> None:
    assert reader.understand("Each crate has exactly one owner. An owner has many crates.").questions == ()
