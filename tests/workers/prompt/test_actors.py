"""Who may do what."""

from __future__ import annotations

from schemas.reading import Actor, Reading
from schemas.spec import Action
from tests.workers.prompt.readings import things
from workers.prompt.offline import OfflineReader

STORIES = """
As a beekeeper, I want to record hives with a name so that I find them again.
As a beekeeper, I want to see the colonies of a hive.
As an inspector I want to approve hives.
As an auditor I want to delete colonies.
"""


def actor(reading: Reading, label: str) -> Actor:
    found = {one.label: one for one in reading.actors}
    assert label in found, f"{label} is not among {sorted(found)}"
    return found[label]


def may(reading: Reading, label: str) -> dict[str, frozenset[Action]]:
    return {one.thing: one.actions for one in actor(reading, label).may}


def test_who_speaks_in_a_user_story_is_an_actor(reader: OfflineReader) -> None:
    reading = reader.understand(STORIES)

    assert {one.label for one in reading.actors} == {"beekeeper", "inspector", "auditor"}
    assert {"hive", "colony"} <= things(reading)


def test_what_a_user_story_wants_is_what_its_actor_may_do(reader: OfflineReader) -> None:
    reading = reader.understand(STORIES)

    assert may(reading, "beekeeper") == {
        "hive": {Action.CREATE, Action.READ},
        "colony": {Action.READ},
    }
    assert may(reading, "inspector") == {"hive": {Action.UPDATE, Action.READ}}
    assert may(reading, "auditor") == {"colony": {Action.DELETE, Action.READ}}


def test_whoever_tells_a_story_may_at_least_see_what_it_is_about(reader: OfflineReader) -> None:
    reading = reader.understand("As a curator, I want to add paintings. As a visitor, I want to admire paintings.")

    assert may(reading, "visitor") == {"painting": {Action.READ}}


def test_why_somebody_wants_something_is_not_kept(reader: OfflineReader) -> None:
    reading = reader.understand("As a cook I want to add recipes with a title so that my grandmother is proud of me.")

    assert things(reading) == {"recipe"}


def test_permissions_are_read_from_sentences(reader: OfflineReader) -> None:
    reading = reader.understand(
        "Each expedition has a name and a date. Only managers may delete expeditions. Volunteers can see expeditions."
    )

    assert may(reading, "manager") == {"expedition": {Action.DELETE, Action.READ}}
    assert may(reading, "volunteer") == {"expedition": {Action.READ}}


def test_everything_means_each_thing(reader: OfflineReader) -> None:
    reading = reader.understand(
        "Each expedition has a name and a date. An expedition has many tents. A tent has a size. "
        "Managers may see everything."
    )

    assert may(reading, "manager") == {"expedition": {Action.READ}, "tent": {Action.READ}}
