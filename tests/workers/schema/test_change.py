"""A wish to change an application becomes edit operations on stable ids."""

from __future__ import annotations

import pytest

from schemas.errors import Permanent
from schemas.operations import AddEntity, AddEnum, AddField, AddRelation, Remove, Rename, apply
from schemas.reading import Fact, Reading, Removal, Thing
from schemas.reading import Rename as Wish
from schemas.spec import AppSpec
from tests.workers.schema.readings import NOTHING_KNOWN, link, reading, spec_of, thing
from workers.schema.change import redesign
from workers.schema.design import Design


def base() -> AppSpec:
    return spec_of(
        thing("client", "name", "fax"), thing("invoice", "number", "remarks"), thing("supplier", "name", "fax"),
        links=(link("invoice", "client", "many", "one"),),
    )  # fmt: skip


def changed(
    spec: AppSpec, *things: Thing, renames: tuple[Wish, ...] = (), removals: tuple[Removal, ...] = ()
) -> Design:
    wish = Reading(title="Change", things=things, renames=renames, removals=removals)
    return redesign(wish, spec, reserved=lambda kind, name: name == "class", library=NOTHING_KNOWN)


def test_a_fact_of_a_known_thing_becomes_a_field() -> None:
    before = base()

    made = changed(before, thing("clients", "phone"))

    assert [type(one) for one in made.operations] == [AddField]
    assert made.spec.entity("client").field("phone")
    assert made.spec.entity("client").id == before.entity("client").id


def test_values_bring_their_enum() -> None:
    made = changed(base(), thing("invoice", Fact(label="status", values=("open", "paid"))))

    assert [type(one) for one in made.operations] == [AddEnum, AddField]


def test_a_fact_that_is_already_there_changes_nothing() -> None:
    with pytest.raises(Permanent, match="already"):
        changed(base(), thing("client", "name"))


def test_an_unknown_thing_becomes_an_entity() -> None:
    made = changed(base(), thing("warehouse", "address"))

    assert [type(one) for one in made.operations] == [AddEntity]
    assert made.spec.entity("warehouse").field("address")


def test_a_fact_that_is_a_known_thing_becomes_a_relation() -> None:
    made = changed(base(), thing("invoice", "supplier"))

    (operation,) = made.operations
    assert isinstance(operation, AddRelation)
    assert {relation.target for relation in made.spec.relations_from("invoice")} == {"client", "supplier"}


def test_many_of_a_known_thing_point_back() -> None:
    made = changed(base(), thing("supplier", "invoices"))

    assert {relation.target for relation in made.spec.relations_from("invoice")} == {"client", "supplier"}


def test_a_rename_keeps_identity_column_and_relations() -> None:
    before = base()

    made = changed(before, renames=(Wish(old="clients", new="customer"),))

    assert [type(one) for one in made.operations] == [Rename]
    after = made.spec.entity("customer")
    assert (after.id, after.stored_as, after.label) == (before.entity("client").id, "client", "Customer")
    assert made.spec.relations[0].target == "customer"


def test_what_is_added_to_a_thing_renamed_in_the_same_breath_reaches_it() -> None:
    made = changed(base(), thing("customer", "phone"), renames=(Wish(old="client", new="customer"),))

    assert made.spec.entity("customer").field("phone")


def test_a_field_is_renamed_where_only_one_thing_has_it() -> None:
    made = changed(base(), renames=(Wish(old="remarks", new="class"),))

    assert made.spec.entity("invoice").field("class_value").label == "Class"


def test_a_removal_names_what_goes() -> None:
    before = base()

    made = changed(before, removals=(Removal(old="fax", thing="supplier"),))

    assert made.operations == (Remove(id=before.entity("supplier").field("fax").id),)
    assert [field.name for field in made.spec.entity("client").fields] == ["name", "fax"]


def test_what_two_things_have_is_asked_for() -> None:
    with pytest.raises(Permanent, match=r"fax of clients or the fax of suppliers"):
        changed(base(), removals=(Removal(old="fax"),))


def test_what_is_not_there_is_named_beside_what_is() -> None:
    with pytest.raises(Permanent, match=r"no 'parrot'.*Client, Invoice, Supplier"):
        changed(base(), renames=(Wish(old="parrot", new="bird"),))


def test_the_operations_alone_make_the_same_spec() -> None:
    before = base()

    made = changed(
        before,
        thing("warehouse", "address"),
        thing("client", "phone"),
        renames=(Wish(old="fax", new="pager", thing="client"),),
    )

    assert apply(before, made.operations) == made.spec


def test_links_to_new_things_are_made() -> None:
    before = base()
    wish = reading(thing("payment", "amount"), links=(link("payment", "invoice", "many", "one", required=True),))

    made = redesign(wish, before, reserved=lambda kind, name: False, library=NOTHING_KNOWN)

    (relation,) = made.spec.relations_from("payment")
    assert relation.target == "invoice"
