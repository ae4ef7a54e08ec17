"""What someone wants changed becomes edit operations on stable ids."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.errors import Permanent
from schemas.operations import AddEntity, AddEnum, AddField, AddRelation, Change, Remove, Rename, apply
from schemas.reading import Fact, Link, Thing
from schemas.roles import Action
from schemas.spec import AppSpec
from schemas.wishes import (
    AddFact,
    AddLink,
    AddRole,
    AddThing,
    AddValues,
    Alter,
    AnyWish,
    Doubt,
    Option,
    Permit,
    Refinement,
)
from schemas.wishes import Remove as Removal
from schemas.wishes import Rename as Wish
from tests.workers.schema.readings import NOTHING_KNOWN, link, spec_of, thing
from workers.schema.change import redesign
from workers.schema.design import Design


def base() -> AppSpec:
    return spec_of(
        thing("client", "name", "fax"),
        thing("invoice", "number", "remarks", Fact(label="status", values=("open", "paid"))),
        thing("supplier", "name", "fax"),
        links=(link("invoice", "client", "many", "one"),),
    )


def changed(spec: AppSpec, *wishes: AnyWish, doubts: tuple[Doubt, ...] = ()) -> Design:
    wanted = Refinement(wishes=wishes, doubts=doubts)
    return redesign(wanted, spec, reserved=lambda kind, name: name == "class", library=NOTHING_KNOWN)


def fact(to: str, label: str, **more: Any) -> AddFact:
    return AddFact(to=to, fact=Fact(label=label, **more))


def test_a_fact_of_a_known_thing_becomes_a_field() -> None:
    before = base()

    made = changed(before, fact("client", "phone"))

    assert [type(one) for one in made.operations] == [AddField]
    assert made.spec.entity("client").field("phone")
    assert made.spec.entity("client").id == before.entity("client").id


def test_values_bring_their_enum() -> None:
    made = changed(base(), fact("client", "mood", values=("good", "bad")))

    assert [type(one) for one in made.operations] == [AddEnum, AddField]


def test_a_fact_that_is_already_there_changes_nothing() -> None:
    with pytest.raises(Permanent, match="already"):
        changed(base(), fact("client", "name"))


def test_a_new_thing_becomes_an_entity_with_its_facts_and_its_links() -> None:
    made = changed(
        base(), AddThing(thing=Thing(label="Payment")), fact("Payment", "amount"),
        AddLink(link=Link(source="payment", target="invoice", required=True)),
    )  # fmt: skip

    assert AddEntity in {type(one) for one in made.operations}
    assert made.spec.entity("payment").field("amount")
    (relation,) = made.spec.relations_from("payment")
    assert (relation.target, relation.required) == ("invoice", True)


def test_who_may_do_everything_may_do_it_with_a_new_thing_too() -> None:
    made = changed(base(), AddThing(thing=Thing(label="Payment")))

    (role,) = made.spec.roles
    assert {str(grant.entity): grant.actions for grant in role.grants}["payment"] == frozenset(Action)


def test_a_link_between_known_things_becomes_a_relation() -> None:
    made = changed(base(), AddLink(link=Link(source="invoice", target="supplier")))

    (operation,) = made.operations
    assert isinstance(operation, AddRelation)
    assert {relation.target for relation in made.spec.relations_from("invoice")} == {"client", "supplier"}


def test_a_rename_keeps_identity_column_and_relations() -> None:
    before = base()

    made = changed(before, Wish(path="client", label="Customer"))

    assert [type(one) for one in made.operations] == [Rename]
    after = made.spec.entity("customer")
    assert (after.id, after.stored_as, after.label) == (before.entity("client").id, "client", "Customer")
    assert made.spec.relations[0].target == "customer"


def test_paths_are_those_of_the_version_that_was_talked_about() -> None:
    made = changed(base(), Wish(path="client", label="Customer"), fact("client", "phone"), Removal(path="client.fax"))

    assert [field.name for field in made.spec.entity("customer").fields] == ["name", "phone"]


def test_a_new_name_is_none_that_a_target_keeps() -> None:
    made = changed(base(), Wish(path="invoice.remarks", label="Class"))

    assert made.spec.entity("invoice").field("class_value").label == "Class"


def test_a_removal_goes_by_id_and_takes_an_orphaned_enum_along() -> None:
    before = base()

    made = changed(before, Removal(path="invoice.status"))

    assert made.operations[0] == Remove(id=before.entity("invoice").field("status").id)
    assert made.spec.enums == ()


@pytest.mark.parametrize(("path", "set_", "expected"), [
    ("client.name", {"required": True}, {"required": True}),
    ("client.name", {"type": "text"}, {"type": "text"}),
    ("invoice.client", {"kind": "many_to_many"}, {"kind": "many_to_many", "on_delete": "restrict"}),
    ("invoice.client", {"required": True}, {"required": True, "on_delete": "restrict"}),
])  # fmt: skip
def test_properties_are_set_with_what_has_to_change_with_them(
    path: str, set_: dict[str, Any], expected: dict[str, Any]
) -> None:
    (operation,) = changed(base(), Alter(path=path, set=set_)).operations

    assert isinstance(operation, Change)
    assert expected.items() <= operation.set.items()


def test_values_are_added_relabelled_and_taken_away() -> None:
    made = changed(
        base(), AddValues(to="invoice.status", values=("Overdue", "paid")),
        Wish(path="invoice.status=open", label="New"), Removal(path="invoice.status=paid"),
    )  # fmt: skip

    (enum,) = made.spec.enums
    assert [(value.name, value.label) for value in enum.values] == [("open", "New"), ("overdue", "Overdue")]


def test_what_is_forbidden_is_gone_and_what_is_allowed_is_there() -> None:
    made = changed(
        base(), AddRole(label="Clerk"), Permit(role="Clerk", actions=frozenset({Action.READ}), things=("invoice",)),
        Permit(role="@member", actions=frozenset({Action.DELETE}), allow=False),
    )  # fmt: skip

    roles = {str(role.name): {str(one.entity): one.actions for one in role.grants} for role in made.spec.roles}
    assert roles["clerk"] == {"invoice": frozenset({Action.READ})}
    assert all(Action.DELETE not in actions for actions in roles["member"].values())


def test_rows_of_ones_own_need_an_owner() -> None:
    made = changed(base(), Permit(role="@member", actions=frozenset({Action.UPDATE}), things=("invoice",), own=True))

    assert made.spec.entity("invoice").owner == "owner"
    assert any(grant.rows == "own" for role in made.spec.roles for grant in role.grants)


def test_what_is_open_becomes_a_question_whose_choices_can_be_carried_out() -> None:
    before = base()
    options = tuple(Option(label=one, wishes=(Removal(path=f"{one}.fax"),)) for one in ("client", "supplier"))

    made = changed(before, doubts=(Doubt(question="Which fax?", options=options),))

    assert (made.spec, made.operations) == (before, ())
    after = apply(before, made.questions[0].choices[1].operations)
    assert [field.name for field in after.entity("supplier").fields] == ["name"]


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(Permanent, match="parrot"):
        changed(base(), Removal(path="parrot"))


def test_the_operations_alone_make_the_same_spec() -> None:
    before = base()

    made = changed(
        before,
        AddThing(thing=Thing(label="Warehouse")),
        fact("client", "phone"),
        Wish(path="client.fax", label="Pager"),
    )

    assert apply(before, made.operations) == made.spec
