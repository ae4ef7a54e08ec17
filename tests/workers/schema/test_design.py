"""A Reading becomes a complete, valid specification."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import Permanent
from schemas.names import Name
from schemas.reading import Actor, Evidence, Fact, Link, Many, Permission, Reading, Thing
from schemas.spec import Action, AppSpec, FieldType, OnDelete, RelationKind, Targets
from schemas.validation import problems
from templates.engine import TargetLibrary
from tests.workers.schema.readings import APP, designed, link, reading, spec_of, thing

RESERVED = TargetLibrary.discover().reserved(Targets())


def test_things_become_entities_with_labels_as_they_were_written() -> None:
    spec = spec_of(thing("spare part", "VAT number"))

    part = spec.entity("spare_part")
    assert (part.label, part.plural, part.plural_label) == ("Spare part", "spare_parts", "Spare parts")
    assert part.field("vat_number").label == "VAT number"


def test_the_application_is_the_one_that_was_asked_for() -> None:
    spec = spec_of(thing("comet", "name"))

    assert spec.app.id == APP
    assert spec.app.label == "Observatory"


def test_values_become_an_enum_of_their_own() -> None:
    spec = spec_of(
        thing("comet", Fact(label="state", values=("Seen", "lost"))),
        thing("star", Fact(label="state", values=("Old",))),
    )

    field = spec.entity("comet").field("state")
    assert field.type is FieldType.ENUM
    assert field.enum is not None
    assert [value.label for value in spec.enum(field.enum).values] == ["Seen", "Lost"]
    assert spec.entity("star").field("state").enum != field.enum


@pytest.mark.parametrize(("source_many", "target_many", "source", "kind"), [
    ("many", "one", "comet", RelationKind.MANY_TO_ONE),
    ("one", "many", "observer", RelationKind.MANY_TO_ONE),
    ("one", "one", "comet", RelationKind.ONE_TO_ONE),
    ("many", "many", "comet", RelationKind.MANY_TO_MANY),
])  # fmt: skip
def test_numbers_decide_the_kind_of_a_relation(
    source_many: str, target_many: str, source: str, kind: RelationKind
) -> None:
    spec = spec_of(
        thing("comet", "name"), thing("observer", "name"), links=(link("comet", "observer", source_many, target_many),)
    )

    (relation,) = spec.relations
    assert (relation.source, relation.kind) == (source, kind)


def test_relations_are_named_for_what_they_point_to_on_both_sides() -> None:
    spec = spec_of(thing("comet", "name"), thing("observer", "name"), links=(link("comet", "observer", "many", "one"),))

    (relation,) = spec.relations
    assert (relation.name, relation.reverse_name) == ("observer", "comets")


def test_what_is_required_cannot_be_deleted_away() -> None:
    things = thing("comet", "name"), thing("observer", "name")

    required = spec_of(*things, links=(link("comet", "observer", "many", "one", required=True),)).relations[0]
    optional = spec_of(*things, links=(link("comet", "observer", "many", "one"),)).relations[0]

    assert (required.required, required.on_delete) == (True, OnDelete.RESTRICT)
    assert (optional.required, optional.on_delete) == (False, OnDelete.SET_NULL)


def test_a_thing_may_point_to_itself() -> None:
    spec = spec_of(thing("comet", "name"), links=(link("comet", "comet", "many", "one", required=True),))

    (relation,) = spec.relations
    assert not relation.required
    assert relation.name != relation.reverse_name


def test_a_picker_shows_the_name() -> None:
    spec = spec_of(thing("comet", Fact(label="code"), Fact(label="seen on"), Fact(label="name")))

    assert spec.entity("comet").display == "name"


@pytest.mark.parametrize("label", [
    "class", "User", "import", "select", "Ünïcödé", "مستخدم", "🙂", "<b>bold</b>", "'; drop", "{{ 7 * 7 }}",
    "../../etc", "x" * 300, "1st", "id", "pk", "objects", "label",
])  # fmt: skip
def test_any_label_gets_a_safe_name_and_stays_as_it_was_written(label: str) -> None:
    spec = designed(reading(thing(label, label)), reserved=RESERVED).spec

    assert list(problems(spec, RESERVED)) == []
    assert spec.entities[0].label.lower() == label.lower()
    assert spec.entities[0].fields[0].label.lower() == label.lower()


def test_reserved_names_are_set_apart_by_the_suffix_that_validation_offers() -> None:
    spec = designed(reading(thing("class", "import")), reserved=RESERVED).spec

    assert spec.entity("class_record").field("import_value")


def test_labels_that_make_the_same_name_are_told_apart() -> None:
    spec = spec_of(thing("time table", "name", "Name"), thing("timetable", "name"))

    assert len({entity.name.replace("_", "") for entity in spec.entities}) == 2
    assert list(problems(spec)) == []


def test_an_actor_may_do_what_was_said_and_read_what_it_needs_for_it() -> None:
    read = reading(
        thing("comet", "name"), thing("observer", "name"), thing("invoice", "number"),
        links=(link("comet", "observer", "many", "one"),),
    ).model_copy(update={"actors": (
        Actor(label="night watch", may=(Permission(thing="comet", actions=frozenset({Action.CREATE})),)),
    )})  # fmt: skip

    (role,) = designed(read).spec.roles
    assert {grant.entity: grant.actions for grant in role.grants} == {
        "comet": {Action.CREATE, Action.READ},
        "observer": {Action.READ},
    }


def test_an_actor_of_whom_nothing_is_said_may_do_everything() -> None:
    read = reading(thing("comet", "name")).model_copy(update={"actors": (Actor(label="director"),)})

    (role,) = designed(read).spec.roles
    assert {grant.entity: grant.actions for grant in role.grants} == {"comet": frozenset(Action)}


def test_every_element_knows_where_it_comes_from() -> None:
    said = Evidence(words="A comet has a tail length.")
    made = designed(reading(Thing(label="comet", evidence=said, facts=(Fact(label="tail length", evidence=said),))))

    assert made.evidence[made.spec.entity("comet").id].words == said.words
    assert made.evidence[made.spec.entity("comet").field("tail_length").id].words == said.words


def test_nothing_to_keep_is_refused_with_an_example() -> None:
    with pytest.raises(Permanent, match="for example"):
        designed(reading())


def test_the_same_reading_makes_the_same_bytes() -> None:
    read = reading(thing("comet", "name"), thing("star", "name"), links=(link("comet", "star", "many", "many"),))

    assert designed(read).spec.canonical() == designed(read).spec.canonical()


LABELS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Z")), min_size=1, max_size=40)
FEW = st.sampled_from(["boat", "Boats", "owner", "class", "a b", "ab", "boat owner", "status", "id", "user", "order"])
ANY = st.one_of(LABELS, FEW)
FACTS = st.builds(
    Fact, label=ANY, type=st.none() | st.sampled_from(FieldType), required=st.booleans(), unique=st.booleans(),
    values=st.lists(ANY, max_size=3).map(tuple),
)  # fmt: skip
THINGS = st.builds(Thing, label=ANY, facts=st.lists(FACTS, max_size=4).map(tuple))
LINKS = st.builds(
    Link, source=FEW, target=FEW, name=st.none() | ANY, source_many=st.sampled_from(Many),
    target_many=st.sampled_from(Many), required=st.booleans(),
)  # fmt: skip
PERMISSIONS = st.builds(Permission, thing=FEW, actions=st.frozensets(st.sampled_from(Action)))
ACTORS = st.builds(Actor, label=ANY, may=st.lists(PERMISSIONS, max_size=2).map(tuple))
READINGS = st.builds(
    Reading, title=ANY, things=st.lists(THINGS, min_size=1, max_size=6).map(tuple),
    links=st.lists(LINKS, max_size=6).map(tuple), actors=st.lists(ACTORS, max_size=3).map(tuple),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(READINGS)
def test_whatever_was_read_becomes_a_valid_spec(read: Reading) -> None:
    spec = designed(read, reserved=RESERVED).spec

    assert list(problems(spec, RESERVED)) == []
    assert AppSpec.model_validate_json(spec.canonical()) == spec
    assert isinstance(spec.entities[0].name, Name)
