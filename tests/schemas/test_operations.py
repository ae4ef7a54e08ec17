"""Edit operations work on stable ids: what is renamed stays itself, what is removed takes its references along."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from schemas.errors import InvalidSpec
from schemas.names import Name
from schemas.operations import (
    AddEntity,
    AddEnum,
    AddField,
    AddRelation,
    AddRole,
    Change,
    Operation,
    Remove,
    Rename,
    apply,
)
from schemas.spec import AppSpec, FieldType
from schemas.validation import parse


def clinic() -> AppSpec:
    """Two entities that are related, an enum, and a role that may see both."""
    return parse({
        "app": {"label": "Clinic"},
        "entities": [
            {"name": "patient", "display": "name", "fields": [
                {"name": "name", "type": "string", "required": True},
                {"name": "state", "type": "enum", "enum": "patient_state"},
            ]},
            {"name": "visit", "fields": [{"name": "date", "type": "datetime"}]},
        ],
        "relations": [{"source": "visit", "target": "patient", "name": "patient"}],
        "enums": [{"name": "patient_state", "values": ["New", "Known"]}],
        "roles": [{"name": "nurse", "grants": [{"entity": "patient", "actions": ["read"]},
                                               {"entity": "visit", "actions": ["read", "create"]}]}],
    })  # fmt: skip


def test_a_renamed_entity_keeps_its_id_and_its_table() -> None:
    before = clinic()

    after = apply(before, [Rename(id=before.entity("patient").id, name=Name("client"), label="Client")])

    client = after.entity("client")
    assert client.id == before.entity("patient").id
    assert client.stored_as == "patient"
    assert (client.label, client.plural, client.plural_label) == ("Client", "clients", "Clients")


def test_what_refers_to_a_renamed_entity_follows() -> None:
    before = clinic()

    after = apply(before, [Rename(id=before.entity("patient").id, name=Name("client"))])

    assert after.relations[0].target == "client"
    assert {grant.entity for grant in after.roles[0].grants} == {"client", "visit"}


def test_a_renamed_field_stays_what_a_picker_shows_and_keeps_its_column() -> None:
    before = clinic()

    after = apply(before, [Rename(id=before.entity("patient").field("name").id, name=Name("full_name"))])

    patient = after.entity("patient")
    assert patient.display == "full_name"
    assert patient.field("full_name").stored_as == "name"


def test_a_renamed_enum_is_still_that_of_its_field() -> None:
    before = clinic()

    after = apply(before, [Rename(id=before.enum("patient_state").id, name=Name("condition"))])

    assert after.entity("patient").field("state").enum == "condition"


def test_a_new_label_alone_changes_no_name() -> None:
    before = clinic()

    after = apply(before, [Rename(id=before.entity("visit").id, label="Consultation")])

    assert (after.entity("visit").label, after.entity("visit").plural_label) == ("Consultation", "Consultations")


def test_additions_get_ids_and_may_refer_to_each_other() -> None:
    before = clinic()

    after = apply(before, [
        AddEntity(entity={"label": "Doctor", "fields": [{"name": "name", "type": "string"}]}),
        AddEnum(enum={"name": "urgency", "values": ["Low", "High"]}),
        AddField(entity=before.entity("visit").id, field={"name": "urgency", "type": "enum", "enum": "urgency"}),
        AddRelation(relation={"source": "visit", "target": "doctor"}),
        AddRole(role={"name": "doctor", "grants": [{"entity": "doctor", "actions": ["read"]}]}),
    ])  # fmt: skip

    assert after.entity("visit").field("urgency").type is FieldType.ENUM
    assert {relation.target for relation in after.relations_from("visit")} == {"patient", "doctor"}
    assert all(element.id for element in after.elements())


def test_a_name_set_free_by_a_rename_makes_a_new_element_with_another_id_and_column() -> None:
    before = clinic()
    old = before.entity("patient").field("name")

    after = apply(before, [
        Rename(id=old.id, name=Name("full_name")),
        AddField(entity=before.entity("patient").id, field={"name": "name", "type": "string"}),
    ])  # fmt: skip

    new = after.entity("patient").field("name")
    assert new.id != old.id
    assert new.stored_as != old.stored_as


def test_a_change_sets_properties_and_nothing_else() -> None:
    before = clinic()
    field = before.entity("patient").field("name")

    after = apply(before, [Change(id=field.id, set={"required": False, "max_length": 80})])

    changed = after.entity("patient").field("name")
    assert (changed.required, changed.max_length, changed.id) == (False, 80, field.id)


@pytest.mark.parametrize("key", ["id", "name", "label", "stored_as", "fields"])
def test_identity_cannot_be_set_by_a_change(key: str) -> None:
    before = clinic()

    with pytest.raises(InvalidSpec, match="cannot set"):
        apply(before, [Change(id=before.entity("patient").id, set={key: "other"})])


def test_a_removed_entity_takes_its_relations_and_grants_along() -> None:
    before = clinic()

    after = apply(before, [Remove(id=before.entity("patient").id)])

    assert [entity.name for entity in after.entities] == ["visit"]
    assert after.relations == ()
    assert [grant.entity for grant in after.roles[0].grants] == ["visit"]


def test_a_removed_field_is_no_longer_shown() -> None:
    before = clinic()

    after = apply(before, [Remove(id=before.entity("patient").field("name").id)])

    assert after.entity("patient").display is None
    assert [field.name for field in after.entity("patient").fields] == ["state"]


def test_a_removed_relation_leaves_both_its_ends() -> None:
    before = clinic()

    after = apply(before, [Remove(id=before.relations[0].id)])

    assert after.relations == ()
    assert len(after.entities) == 2


def test_removing_an_enum_that_is_used_is_refused_and_says_where() -> None:
    before = clinic()

    with pytest.raises(InvalidSpec, match=r"patient\.fields\.state\.enum"):
        apply(before, [Remove(id=before.enum("patient_state").id)])


@pytest.mark.parametrize("operation", [
    Rename(id=UUID(int=7), name=Name("other")),
    Remove(id=UUID(int=7)),
    Change(id=UUID(int=7), set={"required": True}),
    AddField(entity=UUID(int=7), field={"name": "a", "type": "string"}),
])  # fmt: skip
def test_an_unknown_id_is_named(operation: Operation) -> None:
    with pytest.raises(InvalidSpec, match=str(UUID(int=7))):
        apply(clinic(), [operation])


def test_a_name_that_is_taken_is_refused() -> None:
    before = clinic()

    with pytest.raises(InvalidSpec, match="stands twice"):
        apply(before, [Rename(id=before.entity("visit").id, name=Name("patient"))])


def test_every_problem_is_named_at_once() -> None:
    with pytest.raises(InvalidSpec) as caught:
        apply(clinic(), [
            AddRelation(relation={"source": "visit", "target": "nowhere"}),
            AddField(entity=clinic().entity("visit").id, field={"name": "kind", "type": "enum", "enum": "nothing"}),
        ])  # fmt: skip

    assert len(caught.value.problems) == 2


def test_the_original_is_untouched() -> None:
    before = clinic()
    bytes_before = before.canonical()

    apply(before, [Remove(id=before.entity("visit").id)])

    assert before.canonical() == bytes_before


def test_the_order_of_operations_counts() -> None:
    before = clinic()
    visit = before.entity("visit").id

    after = apply(before, [
        Rename(id=visit, name=Name("consultation")),
        AddEntity(entity={"id": str(uuid4()), "name": "visit"}),
    ])  # fmt: skip

    assert after.entity("consultation").id == visit
    assert after.entity("visit").id != visit
