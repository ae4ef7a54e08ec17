"""AppSpec, the language-free model of an application: what the AI writes, a person edits and templates print."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Self, TypeVar
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic import Field as Constrained

from schemas.identity import give_identity
from schemas.names import Label, Name

FORMAT: Literal[1] = 1
"""The newest format of a spec."""

USER = Name("user")
"""The name by which a relation points to the application's own users."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldType(StrEnum):
    STRING = "string"
    TEXT = "text"
    INTEGER = "integer"
    BIG_INTEGER = "big_integer"
    DECIMAL = "decimal"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    DURATION = "duration"
    UUID = "uuid"
    EMAIL = "email"
    URL = "url"
    PHONE = "phone"
    ENUM = "enum"
    JSON = "json"


class RelationKind(StrEnum):
    MANY_TO_ONE = "many_to_one"
    ONE_TO_ONE = "one_to_one"
    MANY_TO_MANY = "many_to_many"


class OnDelete(StrEnum):
    RESTRICT = "restrict"
    CASCADE = "cascade"
    SET_NULL = "set_null"


class Action(StrEnum):
    CREATE = "create"
    READ = "read"
    UPDATE = "update"
    DELETE = "delete"


class Element(Part):
    """What can be renamed and still be itself.

    `id` is made once, from the application and the name at birth; `name` may change, `id` never.
    """

    id: UUID
    name: Name
    label: Label


class EnumValue(Part):
    name: Name
    label: Label


class Enum(Element):
    values: Annotated[tuple[EnumValue, ...], Constrained(min_length=1, max_length=500)]


class Field(Element):
    """A fact of an entity. `stored_as` is its column, fixed at birth; `enum` names one where `type` is enum."""

    type: FieldType
    enum: Name | None = None
    required: bool = False
    unique: bool = False
    min: Decimal | None = None
    max: Decimal | None = None
    max_length: Annotated[int, Constrained(ge=1, le=10_000)] | None = None
    decimals: Annotated[int, Constrained(ge=0, le=10)] | None = None
    default: bool | int | float | str | None = None
    help: Annotated[str, Constrained(max_length=500)] = ""
    stored_as: Name


class Entity(Element):
    """A thing. `stored_as` is its table, fixed at birth; `display` names the field that a picker shows."""

    plural: Name
    plural_label: Label
    fields: tuple[Field, ...] = ()
    display: Name | None = None
    stored_as: Name

    def field(self, name: str) -> Field:
        """The field of that name; KeyError where there is none."""
        return _named(self.fields, name)


class Relation(Element):
    """`source` points to `target` (an entity, or `user`): `name` on the source, `reverse_name` on the target."""

    source: Name
    target: Name
    kind: RelationKind = RelationKind.MANY_TO_ONE
    required: bool = False
    on_delete: OnDelete = OnDelete.RESTRICT
    reverse_name: Name
    reverse_label: Label
    stored_as: Name


class Grant(Part):
    entity: Name
    actions: frozenset[Action]


class Role(Element):
    """A kind of user. What no grant names is denied."""

    grants: tuple[Grant, ...] = ()


class App(Part):
    id: UUID
    name: Name
    label: Label
    description: Annotated[str, Constrained(max_length=2_000)] = ""


class Targets(Part):
    """Which targets print the application: one backend, and front ends of which the first is served at `/`."""

    backend: str = "django"
    frontends: Annotated[tuple[str, ...], Constrained(min_length=1)] = ("react",)


class AppSpec(Part):
    """A whole application. Elements refer to each other by name; identity across versions is by id.

    On input `id`, `label`, `plural`, `plural_label`, `reverse_name`, `reverse_label` and `stored_as` may be left
    out; they are then made from the names. Raises pydantic's ValidationError for a wrong shape; what is wrong with
    the sense of it, `schemas.validation.problems` finds.
    """

    format: Literal[1] = FORMAT
    app: App
    entities: Annotated[tuple[Entity, ...], Constrained(max_length=500)] = ()
    relations: Annotated[tuple[Relation, ...], Constrained(max_length=2_000)] = ()
    enums: tuple[Enum, ...] = ()
    roles: tuple[Role, ...] = ()
    targets: Targets = Targets()

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, value: Any) -> Any:
        return give_identity(value) if isinstance(value, dict) else value

    def entity(self, name: str) -> Entity:
        """The entity of that name; KeyError where there is none."""
        return _named(self.entities, name)

    def enum(self, name: str) -> Enum:
        """The enum of that name; KeyError where there is none."""
        return _named(self.enums, name)

    def relations_from(self, entity: str) -> tuple[Relation, ...]:
        return tuple(relation for relation in self.relations if relation.source == entity)

    def relations_to(self, entity: str) -> tuple[Relation, ...]:
        return tuple(relation for relation in self.relations if relation.target == entity)

    def elements(self) -> Iterator[Element]:
        """Every element that has an id, in the order of the document."""
        for entity in self.entities:
            yield entity
            yield from entity.fields
        yield from self.relations
        yield from self.enums
        yield from self.roles

    def canonical(self) -> bytes:
        """The spec as bytes: the same for equal specs, on every machine."""
        data = self.model_dump(mode="json", exclude_defaults=False)
        for role in data["roles"]:
            for grant in role["grants"]:
                grant["actions"].sort()
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def replace(self, **parts: Any) -> Self:
        """A copy with some top-level parts replaced, validated anew."""
        return type(self).model_validate({**self.model_dump(), **parts})


Named = TypeVar("Named", bound=Element)


def _named(elements: tuple[Named, ...], name: str) -> Named:
    for element in elements:
        if element.name == name:
            return element
    raise KeyError(name)


def app_id_for(workspace_id: UUID, app_key: str) -> UUID:
    """The id of the application that a workspace calls `app_key`: UUIDv5, so that no foreign one can be named."""
    return uuid5(workspace_id, app_key)
