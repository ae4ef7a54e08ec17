"""What people take for granted is added, marked as suggested, and never against the text."""

from __future__ import annotations

from schemas.reading import Fact, Link, Many, Reading
from tests.workers.schema.readings import designed, link, reading, thing
from workers.schema.completing import complete
from workers.schema.knowledge import SUGGESTED, Domain, KnownThing, Library

MODEL = Fact(label="model", required=True, evidence=SUGGESTED)
MIRROR = Fact(label="mirror size", evidence=SUGGESTED)
UNDER_DOME = Link(source="telescope", target="dome", evidence=SUGGESTED)

LIBRARY = Library(
    domains=(
        Domain("sky", ("observatory", "astronomy"), (
            KnownThing("telescope", ("scope",), (MODEL, MIRROR), (UNDER_DOME,)),
            KnownThing("dome", (), (Fact(label="number", evidence=SUGGESTED),)),
        ), "Observatory"),
    ),
    common=Domain("common", (), (KnownThing("visitor", (), (Fact(label="full name", evidence=SUGGESTED),)),)),
)  # fmt: skip


def labels(read: Reading, thing_label: str) -> list[str]:
    return [fact.label for one in read.things if one.label == thing_label for fact in one.facts]


def test_a_hint_is_filled_with_the_usual_things_of_its_domain() -> None:
    full = complete(reading(), "an observatory app", LIBRARY)

    assert {one.label for one in full.things} == {"telescope", "dome"}
    assert all(one.evidence.suggested for one in full.things)
    assert [(one.source, one.target) for one in full.links] == [("telescope", "dome")]


def test_a_thing_without_facts_gets_its_usual_ones() -> None:
    full = complete(reading(thing("telescope"), thing("visitor")), "telescopes and visitors of an observatory", LIBRARY)

    assert labels(full, "telescope") == ["model", "mirror size"]
    assert labels(full, "visitor") == ["full name"]


def test_a_thing_under_another_name_is_known_too() -> None:
    full = complete(reading(thing("scope")), "the scopes of our observatory", LIBRARY)

    assert labels(full, "scope") == ["model", "mirror size"]


def test_a_thing_that_nobody_knows_gets_a_name() -> None:
    full = complete(reading(thing("gizmo")), "gizmos", LIBRARY)

    assert labels(full, "gizmo") == ["name"]


def test_the_facts_of_the_text_stand() -> None:
    full = complete(reading(thing("telescope", "nickname")), "an observatory has telescopes with a nickname", LIBRARY)

    assert labels(full, "telescope") == ["nickname"]


def test_where_the_text_goes_into_detail_only_the_needful_is_added() -> None:
    own = link("dome", "telescope", "many", "one")
    full = complete(
        reading(thing("telescope"), thing("dome", "height"), links=(own,)), "domes of an observatory", LIBRARY
    )

    assert labels(full, "telescope") == ["model"]


def test_where_the_text_goes_into_detail_a_thing_that_points_to_others_needs_nothing_more() -> None:
    own = link("sighting", "dome", "many", "one")
    full = complete(reading(thing("sighting"), thing("dome", "height"), links=(own,)), "an observatory", LIBRARY)

    assert labels(full, "sighting") == []


def test_the_links_of_the_text_stand() -> None:
    own = link("dome", "telescope", "many", "many")
    full = complete(reading(thing("telescope"), thing("dome"), links=(own,)), "an observatory", LIBRARY)

    assert full.links == (own,)
    assert full.links[0].target_many is Many.MANY


def test_a_long_text_is_taken_at_its_word() -> None:
    text = "Our observatory keeps telescopes. " * 20

    assert {one.label for one in complete(reading(thing("telescope")), text, LIBRARY).things} == {"telescope"}


def test_suggestions_are_marked_in_the_design() -> None:
    made = designed(reading(thing("telescope")), "an observatory", library=LIBRARY)

    field = made.spec.entity("telescope").field("model")
    assert made.evidence[field.id].suggested


def test_a_text_without_a_name_of_its_own_is_called_by_the_domain_of_its_things() -> None:
    said = reading(thing("telescope"), thing("dome")).model_copy(update={"title": "Telescopes and domes"})

    assert complete(said, "telescopes and domes of an observatory", LIBRARY).title == "Observatory"


def test_the_name_that_a_text_gives_stands() -> None:
    said = reading(thing("telescope"), thing("dome")).model_copy(update={"title": "Stargazers"})

    assert complete(said, "telescopes and domes of an observatory", LIBRARY).title == "Stargazers"
