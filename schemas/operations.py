"""Edit operations: how one spec becomes the next, by stable id, so that a rename is a rename and never a drop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from schemas.errors import InvalidSpec, Problem
from schemas.names import Label, Name
from schemas.spec import AppSpec
from schemas.validation import Reserved, parse

Raw = dict[str, Any]

KEPT = frozenset({"id", "name", "label", "stored_as", "fields"})
"""What `Change` may not set: identity is for good, names are for `Rename`, fields have operations of their own."""


class Op(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AddEntity(Op):
    """`entity` is an Entity as plain data; what may be left out of a spec may be left out of it."""

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


class Rename(Op):
    """Give an element another name, another label, or both. `plural` and `plural_label` follow for an entity."""

    op: Literal["rename"] = "rename"
    id: UUID
    name: Name | None = None
    label: Label | None = None


class Change(Op):
    """Set properties of an element, for example `{"required": false}`."""

    op: Literal["change"] = "change"
    id: UUID
    set: Raw


class Remove(Op):
    """Take an element away; what refers to it goes too. Its stored data stays until told otherwise."""

    op: Literal["remove"] = "remove"
    id: UUID


Operation = Annotated[
    AddEntity | AddField | AddRelation | AddEnum | AddRole | Rename | Change | Remove, Field(discriminator="op")
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
            raw["entities"].append(entity)
        case AddField(entity=entity_id, field=field):
            _find(raw, entity_id, path)["fields"].append(field)
        case AddRelation(relation=relation):
            raw["relations"].append(relation)
        case AddEnum(enum=enum):
            raw["enums"].append(enum)
        case AddRole(role=role):
            raw["roles"].append(role)
        case Rename():
            _rename(raw, operation, path)
        case Change(id=element_id, set=values):
            if wrong := KEPT & values.keys():
                raise InvalidSpec(
                    [Problem(path, f"cannot set {', '.join(sorted(wrong))}.", "Use rename, or add_field.")]
                )
            _find(raw, element_id, path).update(values)
        case Remove(id=element_id):
            _remove(raw, _find(raw, element_id, path))


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
        _refer(raw, element, old)


def _refer(raw: Raw, element: Raw, old: str) -> None:
    """Let everything that refers to a renamed element by its old name use the new one."""
    new = element["name"]
    if element in raw["entities"]:
        grants = [grant for role in raw["roles"] for grant in role["grants"]]
        references = [(relation, key) for relation in raw["relations"] for key in ("source", "target")]
        references += [(grant, "entity") for grant in grants]
    elif element in raw["enums"]:
        references = [(field, "enum") for entity in raw["entities"] for field in entity["fields"]]
    else:
        references = [(entity, "display") for entity in raw["entities"] if element in entity["fields"]]
    for owner, key in references:
        if owner[key] == old:
            owner[key] = new


def _remove(raw: Raw, element: Raw) -> None:
    name = element["name"]
    if element in raw["entities"]:
        raw["relations"] = [link for link in raw["relations"] if name not in (link["source"], link["target"])]
        for role in raw["roles"]:
            role["grants"] = [grant for grant in role["grants"] if grant["entity"] != name]
    for kind in ("entities", "relations", "enums", "roles"):
        raw[kind] = [part for part in raw[kind] if part is not element]
    for entity in raw["entities"]:
        if element in entity["fields"] and entity["display"] == name:
            entity["display"] = None
        entity["fields"] = [field for field in entity["fields"] if field is not element]


def _find(raw: Raw, element_id: UUID, path: str) -> Raw:
    for kind in ("entities", "relations", "enums", "roles"):
        for element in raw[kind]:
            for part in (element, *element.get("fields", ())):
                if part.get("id") == str(element_id):
                    found: Raw = part
                    return found
    raise InvalidSpec([Problem(path, f"there is no element with the id {element_id}.", "Look its id up in the spec.")])
