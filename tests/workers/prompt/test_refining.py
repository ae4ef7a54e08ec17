"""What someone wants changed, by pattern of speech; the frozen set is in tests/ai/refinement."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import Permanent
from schemas.roles import Action
from schemas.spec import AppSpec
from schemas.validation import parse
from schemas.wishes import AddFact, AddLink, AddThing, AddValues, Alter, AnyWish, Permit, Refinement, Remove, Rename
from workers.prompt.offline import OfflineReader
from workers.prompt.refining.offline import OfflineEngine

TELLING = (
    "add", "remove", "rename", "make", "the", "a", "of", "to", "vessels", "skipper", "berth", "fax", "name",
    "number", "length", "only", "wardens", "may", "delete", "can", "have", "many", "several", "must", "be",
    "optional", "unique", "default", "at", "least", "most", "5", "and", "or", ",", ".", ":", "is", "are", "called",
    '"x"', "not", "every", "which", "who",
)  # fmt: skip
"""What patterns of speech look for."""


@pytest.fixture(scope="session")
def engine(reader: OfflineReader) -> OfflineEngine:
    return OfflineEngine(reader)


def harbour() -> AppSpec:
    return parse({
        "app": {"name": "harbour"},
        "entities": [
            {"name": "vessel", "fields": [
                {"name": "name", "type": "string"}, {"name": "fax", "type": "phone"},
                {"name": "length", "type": "decimal"}, {"name": "state", "type": "enum", "enum": "state"},
            ]},
            {"name": "skipper", "fields": [{"name": "name", "type": "string"}, {"name": "fax", "type": "phone"}]},
            {"name": "berth", "fields": [{"name": "number", "type": "integer", "required": True}]},
        ],
        "relations": [{"source": "vessel", "target": "berth", "kind": "one_to_one"}],
        "enums": [{"name": "state", "values": ["Moored", "Away"]}],
        "roles": [
            {"name": "warden", "grants": [{"entity": "vessel", "actions": ["read", "delete"]}]},
            {"name": "helper", "grants": [{"entity": "vessel", "actions": ["read", "delete"]}]},
        ],
    })  # fmt: skip


def wanted(engine: OfflineEngine, text: str) -> Refinement:
    return engine.understand(text, harbour())


@pytest.mark.parametrize(("text", "expected"), [
    ("Rename vessel to ship.", Rename(path="vessel", label="Ship")),
    ("Vessels should be called ships.", Rename(path="vessel", label="Ship")),
    ("Please call the length of a vessel \"hull length\" instead", Rename(path="vessel.length", label="Hull length")),
    ("Drop the number of berths.", Remove(path="berth.number")),
    ("We no longer need skippers.", Remove(path="skipper")),
    ("The fax of skippers isn't needed any more.", Remove(path="skipper.fax")),
    ("Vessels are no longer tied to a berth.", Remove(path="vessel.berth")),
    ("The berth number is optional.", Alter(path="berth.number", set={"required": False})),
    ("Every vessel must have a berth.", Alter(path="vessel.berth", set={"required": True})),
    ("A berth can have several vessels.", Alter(path="vessel.berth", set={"kind": "many_to_one"})),
    ("The length may not exceed 30 metres.", Alter(path="vessel.length", set={"max": 30})),
    ("Vessels can also be sunk.", AddValues(to="vessel.state", values=("Sunk",))),
    ("Helpers may not delete vessels.",
     Permit(role="@helper", actions=frozenset({Action.DELETE}), things=("vessel",), allow=False)),
])  # fmt: skip
def test_a_sentence_names_what_is_there(engine: OfflineEngine, text: str, expected: AnyWish) -> None:
    found = wanted(engine, text)

    assert (found.wishes, found.doubts) == ((expected,), ())


def test_only_some_may_takes_it_from_all_others(engine: OfflineEngine) -> None:
    found = wanted(engine, "Only wardens may delete.")

    assert {(one.role, one.allow) for one in found.wishes if isinstance(one, Permit)} == {
        ("@helper", False),
        ("@warden", True),
    }


def test_facts_come_with_what_is_said_of_them(engine: OfflineEngine) -> None:
    found = wanted(engine, "Add a unique call sign to vessels and add a rig to vessels: sloop, ketch or cutter.")

    facts = [one.fact for one in found.wishes if isinstance(one, AddFact)]
    assert facts[0].unique
    assert [fact.label for fact in facts] == ["Call sign", "Rig"]


def test_a_new_thing_comes_with_its_link(engine: OfflineEngine) -> None:
    found = wanted(engine, "A skipper can have several licences, each with a number and an expiry date.")

    (thing, link) = found.wishes
    assert isinstance(thing, AddThing)
    assert [fact.label for fact in thing.thing.facts] == ["Number", "Expiry date"]
    assert isinstance(link, AddLink)
    assert (link.link.source, link.link.target) == ("licence", "skipper")


def test_several_wishes_stand_in_one_text(engine: OfflineEngine) -> None:
    found = wanted(engine, "Rename vessel to ship, and remove the fax of skippers. Then add a phone to skippers.")

    assert [type(one) for one in found.wishes] == [Rename, Remove, AddFact]


@pytest.mark.parametrize(("text", "options"), [
    ("Remove the fax.", {"The fax of vessels", "The fax of skippers"}),
    ("Rename name to title.", {"The name of vessels", "The name of skippers"}),
    ("Someone should be able to delete vessels.", {"The role Warden", "The role Helper"}),
])  # fmt: skip
def test_what_can_be_understood_in_several_ways_is_asked(engine: OfflineEngine, text: str, options: set[str]) -> None:
    found = wanted(engine, text)

    assert found.wishes == ()
    assert {option.label for option in found.doubts[0].options} == options


@pytest.mark.parametrize("text", ["please", "make it nicer", "hello", "it should be better", "lorem ipsum dolor"])
def test_a_wish_that_names_no_change_is_refused_in_a_sentence(engine: OfflineEngine, text: str) -> None:
    with pytest.raises(Permanent, match=r"[Rr]ename|English"):
        wanted(engine, text)


def test_what_is_not_there_is_named_beside_what_is(engine: OfflineEngine) -> None:
    with pytest.raises(Permanent, match=r"no 'the parrot'.*Vessel, Skipper, Berth"):
        wanted(engine, "Remove the parrot.")


def test_the_same_text_is_understood_the_same(engine: OfflineEngine) -> None:
    text = "Add a phone to skippers, remove the length and let helpers create vessels."

    assert wanted(engine, text).model_dump_json() == wanted(engine, text).model_dump_json()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(TELLING), max_size=40).map(" ".join))
def test_no_jumble_of_telling_words_breaks_the_engine(engine: OfflineEngine, text: str) -> None:
    refused = ""
    found = Refinement()
    try:
        found = wanted(engine, text)
    except Permanent as error:
        refused = str(error)
    assert refused or found.wishes or found.doubts
