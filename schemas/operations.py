"""Edit operations: how one spec becomes the next, by stable id, so that a rename is a rename and never a drop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from schemas.errors import InvalidSpec, Problem
from schemas.fields import Field as FieldPart
from schemas.names import Label, Name
from schemas.references import clear, follow
from schemas.spec import Action, AppSpec, Entity, Grant, Relation, Role, Transition
from schemas.validation import Reserved, parse

Raw = dict[str, Any]

KEPT = frozenset({"id", "name", "label", "stored_as", "fields", "transitions"})
"""What `Change` may not set: identity is for good, names are for `Rename`, parts have operations of their own."""


class Op(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AddEntity(Op):
    """`entity` is an Entity as plain data; what may be left out of a spec may be left out of it.

    A role that may do everything with all that there is may do everything with it too.
    """

    op: Literal["add_entity"] = "add_entity"
    entity: Raw


class AddField(Op):
    op: Literal["add_field"] = "add_field"
    entity: UUID
    field: Raw


class AddRelation(Op):
    op: Literal["add_relation"] = "add_relation"
    relation: Raw


class AddEnum(Op):
    op: Literal["add_enum"] = "add_enum"
    enum: Raw


class AddRole(Op):
    op: Literal["add_role"] = "add_role"
    role: Raw


class AddTransition(Op):
    """`transition` is a Transition of the enum field, as plain data."""

    op: Literal["add_transition"] = "add_transition"
    field: UUID
    transition: Raw


class Rename(Op):
    """Give an element another name, another label, or both. `plural` and `plural_label` follow for an entity."""

    op: Literal["rename"] = "rename"
    id: UUID
    name: Name | None = None
    label: Label | None = None


class Change(Op):
    """Set properties of an element, for example `{"required": false}`; the grants of a role, the values of an enum."""

    op: Literal["change"] = "change"
    id: UUID
    set: Raw


class Remove(Op):
    """Take an element away; what refers to it goes too. Its stored data stays until told otherwise.

    A grant for rows that cannot be told any more goes with it: nobody may do more for a removal.
    """

    op: Literal["remove"] = "remove"
    id: UUID


Operation = Annotated[
    AddEntity | AddField | AddRelation | AddEnum | AddRole | AddTransition | Rename | Change | Remove,
    Field(discriminator="op"),
]


def apply(spec: AppSpec, operations: Sequence[Operation], reserved: Reserved = lambda kind, name: False) -> AppSpec:
    """The spec after the operations, in their order. Raises InvalidSpec naming every problem."""
    return parse(applied(spec, operations), reserved)


def applied(spec: AppSpec, operations: Sequence[Operation]) -> Raw:
    """The same as plain data, whose sense nobody checked. Raises InvalidSpec for what cannot be applied."""
    raw = spec.model_dump(mode="json")
    for number, operation in enumerate(operations):
        _apply(raw, operation, f"operations.{number}")
    return raw


def _apply(raw: Raw, operation: Operation, path: str) -> None:
    match operation:
        case AddEntity(entity=entity):
            _add_entity(raw, entity)
        case AddField(entity=entity_id, field=field):
            _find(raw, entity_id, path)["fields"].append(_filled(FieldPart, field))
        case AddRelation(relation=relation):
            raw["relations"].append(_filled(Relation, relation))
        case AddEnum(enum=enum):
            raw["enums"].append(enum)
        case AddRole(role=role):
            raw["roles"].append(_filled(Role, role))
        case AddTransition(field=field_id, transition=transition):
            _find(raw, field_id, path)["transitions"].append(_filled(Transition, transition))
        case Rename():
            _rename(raw, operation, path)
        case Change():
            _change(raw, operation, path)
        case Remove(id=element_id):
            clear(raw, _find(raw, element_id, path), path)


PARTS: dict[str, type[BaseModel]] = {"fields": FieldPart, "transitions": Transition, "grants": Grant}
"""What the lists in an element are made of."""


def _filled(model: type[BaseModel], part: Raw) -> Raw:
    """An addition with what it leaves out, so that later operations find it as they find the rest."""
    optional = {name: field.default for name, field in model.model_fields.items() if not field.is_required()}
    part = {name: [] if value == () else value for name, value in optional.items()} | part
    for name, kind in PARTS.items():
        if isinstance(part.get(name), list):
            part[name] = [_filled(kind, one) if isinstance(one, dict) else one for one in part[name]]
    return part


def _add_entity(raw: Raw, entity: Raw) -> None:
    if isinstance(label := entity.get("label"), str):
        entity = {"name": str(Name.from_label(label)), **entity}
    _admit(raw, str(entity.get("name")))
    raw["entities"].append(_filled(Entity, entity))


def _admit(raw: Raw, name: str) -> None:
    """Let those who may do everything with every entity do so with a new one."""
    known = {one.get("name") for one in raw["entities"]}
    for role in raw["roles"]:
        everything = {grant["entity"] for grant in role["grants"] if _is_everything(grant)}
        if known and known <= everything:
            role["grants"].append(_filled(Grant, {"entity": name, "actions": sorted(Action)}))


def _is_everything(grant: Raw) -> bool:
    limited = grant["rows"] != "all" or grant["read"] is not None or grant["write"] is not None
    return not limited and set(grant["actions"]) == set(Action)


def _change(raw: Raw, operation: Change, path: str) -> None:
    if wrong := KEPT & operation.set.keys():
        raise InvalidSpec([
            Problem(path, f"cannot set {', '.join(sorted(wrong))}.", "Use rename, add_field, add_transition or remove.")
        ])  # fmt: skip
    element = _find(raw, operation.id, path)
    reverse = element.get("reverse_name")
    element.update(operation.set)
    if reverse is not None and element["reverse_name"] != reverse:
        follow(raw, element, reverse, "reverse_name")


def _rename(raw: Raw, operation: Rename, path: str) -> None:
    element = _find(raw, operation.id, path)
    old = element["name"]
    if operation.label is not None:
        element["label"] = operation.label
    if operation.name is not None:
        element["name"] = str(operation.name)
    if "plural" in element:
        for derived in ("plural", "plural_label"):
            del element[derived]
    if element["name"] != old:
        follow(raw, element, old)


def _find(raw: Raw, element_id: UUID, path: str) -> Raw:
    for kind in ("entities", "relations", "enums", "roles"):
        for element in raw[kind]:
            fields = element.get("fields", ())
            for part in (element, *fields, *(step for field in fields for step in field.get("transitions", ()))):
                if part.get("id") == str(element_id):
                    found: Raw = part
                    return found
    raise InvalidSpec([Problem(path, f"there is no element with the id {element_id}.", "Look its id up in the spec.")])
