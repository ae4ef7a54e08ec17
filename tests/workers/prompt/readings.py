"""Looking into a Reading by labels."""

from __future__ import annotations

from schemas.reading import Fact, Link, Reading, Thing


def thing(reading: Reading, label: str) -> Thing:
    found = {one.label: one for one in reading.things}
    assert label in found, f"{label} is not among {sorted(found)}"
    return found[label]


def things(reading: Reading) -> set[str]:
    return {one.label for one in reading.things}


def facts(reading: Reading, label: str) -> set[str]:
    return {fact.label for fact in thing(reading, label).facts}


def fact(reading: Reading, thing_label: str, label: str) -> Fact:
    found = {one.label: one for one in thing(reading, thing_label).facts}
    assert label in found, f"{label} is not among {sorted(found)}"
    return found[label]


def link(reading: Reading, one: str, other: str) -> Link:
    """The link between two things, whichever way it was read, turned so that it starts at `one`."""
    for each in reading.links:
        if (each.source, each.target) == (one, other):
            return each
        if (each.source, each.target) == (other, one):
            return each.model_copy(update={
                "source": one, "target": other, "source_many": each.target_many, "target_many": each.source_many,
            })  # fmt: skip
    raise AssertionError(f"no link of {one} and {other} among {[(each.source, each.target) for each in reading.links]}")
