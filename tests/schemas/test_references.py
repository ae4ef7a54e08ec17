"""What refers to something by name follows its renames, and goes, or gets narrower, when it is removed."""

from __future__ import annotations

import pytest

from schemas.adoption import adopt
from schemas.errors import InvalidSpec
from schemas.names import Name
from schemas.operations import AddEntity, AddField, AddTransition, Change, Remove, Rename, apply
from schemas.spec import Action, AppSpec, Element
from schemas.validation import parse


def shop() -> AppSpec:
    """Orders of customers with lines, owned, with a state machine, and roles by row and field."""
    return parse({
        "format": 2,
        "app": {"name": "shop"},
        "enums": [{"name": "state", "values": ["new", "sent", "paid"]}],
        "entities": [
            {"name": "customer", "fields": [{"name": "name", "type": "string"}]},
            {
                "name": "order", "plural": "orders", "owner": "seller", "display": "number",
                "order": ["-placed", "customer"], "search": ["note"], "columns": ["number", "customer"],
                "unique_together": [["customer", "number"]], "indexes": [["placed"]],
                "fields": [
                    {"name": "number", "type": "integer"},
                    {"name": "placed", "type": "date"},
                    {"name": "note", "type": "string"},
                    {"name": "price", "type": "money", "currency": "EUR"},
                    {"name": "total", "type": "computed", "expression": "price * number"},
                    {"name": "state", "type": "enum", "enum": "state", "transitions": [
                        {"name": "send", "sources": ["new"], "target": "sent", "roles": ["clerk", "boss"]},
                        {"name": "pay", "sources": ["sent"], "target": "paid", "roles": ["boss"]},
                    ]},
                ],
            },
            {"name": "line", "fields": [{"name": "amount", "type": "integer"}]},
            {"name": "tag"},
            {"name": "tagging"},
        ],
        "relations": [
            {"source": "order", "target": "customer"},
            {"source": "order", "target": "user", "name": "seller"},
            {"source": "line", "target": "order", "required": True},
            {"source": "tagging", "target": "order", "required": True},
            {"source": "tagging", "target": "tag", "required": True},
            {"source": "order", "target": "tag", "name": "tags", "kind": "many_to_many", "through": "tagging"},
        ],
        "roles": [
            {"name": "clerk", "grants": [
                {"entity": "order", "actions": ["read", "update"], "rows": "own",
                 "read": ["number", "note"], "write": ["note"]},
                {"entity": "line", "actions": ["read"], "rows": ["order", "seller"]},
                {"entity": "customer", "actions": ["read"], "rows": ["orders", "seller"]},
            ]},
            {"name": "boss", "grants": [
                {"entity": name, "actions": ["create", "read", "update", "delete"]}
                for name in ("customer", "order", "line", "tag", "tagging")
            ]},
        ],
    })  # fmt: skip


def renamed(spec: AppSpec, element: Element, name: str) -> AppSpec:
    return apply(spec, [Rename(id=element.id, name=Name(name))])


def relation(spec: AppSpec, source: str, name: str) -> Element:
    return next(link for link in spec.relations if (link.source, link.name) == (source, name))


def test_every_list_follows_a_renamed_field() -> None:
    spec = shop()
    order = spec.entity("order")
    for old, new in (("number", "nr"), ("placed", "placed_on"), ("note", "remark"), ("price", "rate")):
        spec = renamed(spec, order.field(old), new)

    order = spec.entity("order")
    assert (order.display, order.order, order.search, order.columns) == (
        "nr", ("-placed_on", "customer"), ("remark",), ("nr", "customer"),
    )  # fmt: skip
    assert (order.unique_together, order.indexes) == ((("customer", "nr"),), (("placed_on",),))
    assert order.field("total").expression == "rate * nr"
    grant = spec.roles[0].grants[0]
    assert grant.read == frozenset({Name("nr"), Name("remark")})
    assert grant.write == frozenset({Name("remark")})


def test_owner_paths_and_lists_follow_a_renamed_relation() -> None:
    spec = shop()
    spec = renamed(spec, relation(spec, "order", "seller"), "agent")
    spec = renamed(spec, relation(spec, "order", "customer"), "buyer")
    spec = renamed(spec, relation(spec, "line", "order"), "bill")

    order = spec.entity("order")
    assert (order.owner, order.order, order.columns) == ("agent", ("-placed", "buyer"), ("number", "buyer"))
    assert [grant.rows for grant in spec.roles[0].grants] == ["own", ("bill", "agent"), ("orders", "agent")]


def test_a_path_back_follows_the_other_name_of_a_relation() -> None:
    spec = shop()

    after = apply(spec, [Change(id=relation(spec, "order", "customer").id, set={"reverse_name": "purchases"})])

    assert after.roles[0].grants[2].rows == ("purchases", "seller")


def test_through_and_grants_follow_a_renamed_entity_and_transitions_a_renamed_role() -> None:
    spec = shop()
    spec = renamed(spec, spec.entity("tagging"), "mark")
    spec = renamed(spec, spec.roles[1], "manager")

    assert spec.relations[-1].through == "mark"
    assert [step.roles for step in spec.entity("order").field("state").transitions] == [
        ("clerk", "manager"),
        ("manager",),
    ]


def test_a_removed_field_leaves_the_lists_and_what_is_computed_from_it_goes() -> None:
    spec = shop()
    order = spec.entity("order")

    after = apply(spec, [Remove(id=order.field(name).id) for name in ("number", "placed", "note")]).entity("order")

    assert [field.name for field in after.fields] == ["price", "state"]
    assert (after.display, after.order, after.search, after.columns) == (None, ("customer",), None, ("customer",))
    assert (after.unique_together, after.indexes) == ((), ())


def test_a_grant_gets_narrower_never_wider() -> None:
    spec = shop()

    after = apply(spec, [Remove(id=spec.entity("order").field("note").id)])

    assert after.roles[0].grants[0].write == frozenset()


def test_grants_for_rows_that_cannot_be_told_any_more_go() -> None:
    spec = shop()

    after = apply(spec, [Remove(id=relation(spec, "order", "seller").id)])

    assert after.entity("order").owner is None
    assert after.roles[0].grants == ()


def test_a_removed_entity_takes_its_relations_and_the_links_through_it() -> None:
    spec = shop()

    after = apply(spec, [Remove(id=spec.entity("tagging").id)])

    assert [link.name for link in after.relations] == ["customer", "seller", "order"]


def test_a_role_that_alone_may_take_a_transition_is_not_removed() -> None:
    spec = shop()

    with pytest.raises(InvalidSpec, match="only 'boss' may take 'pay': without it everybody could"):
        apply(spec, [Remove(id=spec.roles[1].id)])


def test_transitions_are_added_changed_and_removed() -> None:
    spec = shop()
    state = spec.entity("order").field("state")
    send, pay = state.transitions

    after = apply(spec, [
        AddTransition(field=state.id, transition={"name": "reopen", "sources": ["paid"], "target": "new"}),
        Change(id=send.id, set={"roles": []}),
        Rename(id=send.id, name=Name("dispatch")),
        Remove(id=pay.id),
        Remove(id=spec.roles[1].id),
    ])  # fmt: skip

    steps = after.entity("order").field("state").transitions
    assert [(step.name, step.roles) for step in steps] == [("dispatch", ()), ("reopen", ())]
    assert steps[0].id == send.id


def test_who_may_do_everything_may_do_it_with_a_new_entity_too() -> None:
    spec = shop()

    after = apply(spec, [AddEntity(entity={"label": "Voucher"}), AddEntity(entity={"name": "gift"})])

    grants = {str(role.name): {str(grant.entity): grant.actions for grant in role.grants} for role in after.roles}
    assert grants["boss"]["voucher"] == grants["boss"]["gift"] == set(Action)
    assert "voucher" not in grants["clerk"]


def test_what_was_just_added_can_be_renamed_and_removed() -> None:
    spec = shop()
    added = apply(spec, [AddField(entity=spec.entity("tag").id, field={"name": "colour", "type": "colour"})])

    again = apply(added, [
        AddEntity(entity={"name": "shelf", "fields": [{"name": "row", "type": "integer"}]}),
        Rename(id=spec.entity("tag").id, name=Name("badge")),
        Remove(id=added.entity("tag").field("colour").id),
    ])  # fmt: skip

    assert again.entity("badge").fields == ()
    assert again.entity("shelf").field("row")


def test_transitions_written_without_ids_are_adopted_by_name() -> None:
    base = shop()
    raw = renamed(base, base.entity("order"), "sale").model_dump(mode="json")
    raw["entities"][1]["name"] = "order"
    for step in raw["entities"][1]["fields"][-1]["transitions"]:
        del step["id"]
    raw["relations"] = [{**link, "source": link["source"].replace("sale", "order"),
                         "target": link["target"].replace("sale", "order")} for link in raw["relations"]]  # fmt: skip
    written = AppSpec.model_validate({**raw, "app": {"name": "other"}})

    adopted = adopt(written, base)

    assert [step.id for step in adopted.entity("order").field("state").transitions] == [
        step.id for step in base.entity("order").field("state").transitions
    ]
