"""AppSpec, the language-free model of an application: what the AI writes, a person edits and templates print."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, Self, TypeVar
from uuid import UUID, uuid5

from pydantic import Field as Constrained
from pydantic import model_validator

from schemas.elements import Element, Part
from schemas.fields import Enum, EnumValue, Field, FieldType, Transition
from schemas.identity import give_identity
from schemas.names import Label, Name
from schemas.roles import Action, Grant, Path, Role, Rows
from schemas.upcast import upcast

__all__ = [
    "FORMAT", "USER", "Action", "App", "AppSpec", "Element", "Entity", "Enum", "EnumValue", "Field", "FieldType",
    "Grant", "OnDelete", "Part", "Path", "Relation", "RelationKind", "Role", "Rows", "Targets", "Transition",
    "app_id_for",
]  # fmt: skip

FORMAT: Literal[2] = 2
"""The newest format of a spec."""

USER = Name("user")
"""The name by which a relation points to the application's own users."""


class RelationKind(StrEnum):
    MANY_TO_ONE = "many_to_one"
    ONE_TO_ONE = "one_to_one"
    MANY_TO_MANY = "many_to_many"


class OnDelete(StrEnum):
    RESTRICT = "restrict"
    CASCADE = "cascade"
    SET_NULL = "set_null"


Order = Annotated[str, Constrained(pattern="^-?[a-z][a-z0-9_]*$")]
"""A field or a to-one relation by which rows are ordered; `-` before it: downwards."""


class Entity(Element):
    """A thing. `stored_as` is its table, fixed at birth.

    `display` names the field that a picker shows, `order` how its list stands, `search` the texts in which a search
    looks (None: all of them), `columns` the fields and relations that its list shows at first (None: the front end
    chooses). `unique_together` and `indexes` are sets of fields and to-one relations. With `soft_delete` a deleted row
    can be brought back; with `history` every change of a row is kept. `owner` names the relation to `user` that says
    whose row it is.
    """

    plural: Name
    plural_label: Label
    description: Annotated[str, Constrained(max_length=2_000)] = ""
    fields: tuple[Field, ...] = ()
    display: Name | None = None
    order: tuple[Order, ...] = ()
    search: tuple[Name, ...] | None = None
    columns: tuple[Name, ...] | None = None
    unique_together: tuple[Annotated[tuple[Name, ...], Constrained(min_length=2)], ...] = ()
    indexes: tuple[Annotated[tuple[Name, ...], Constrained(min_length=1)], ...] = ()
    soft_delete: bool = False
    history: bool = True
    owner: Name | None = None
    stored_as: Name

    def field(self, name: str) -> Field:
        """The field of that name; KeyError where there is none."""
        return _named(self.fields, name)


class Relation(Element):
    """`source` points to `target` (an entity, or `user`): `name` on the source, `reverse_name` on the target.

    A many-to-many relation may go `through` an entity with fields of its own, which has exactly one relation to each
    of the two. `default_current_user` is for a relation to `user`: who makes the row, unless said otherwise.
    """

    source: Name
    target: Name
    kind: RelationKind = RelationKind.MANY_TO_ONE
    through: Name | None = None
    required: bool = False
    on_delete: OnDelete = OnDelete.RESTRICT
    default_current_user: bool = False
    read_only: bool = False
    write_once: bool = False
    help: Annotated[str, Constrained(max_length=500)] = ""
    reverse_name: Name
    reverse_label: Label
    stored_as: Name


class Licence(StrEnum):
    """Under which terms the generated source is its owner's to give away."""

    PROPRIETARY = "proprietary"
    MIT = "mit"
    APACHE_2 = "apache-2.0"


class App(Part):
    """`accent` is the one colour that the owner chooses for its front ends, as `#rrggbb`."""

    id: UUID
    name: Name
    label: Label
    description: Annotated[str, Constrained(max_length=2_000)] = ""
    accent: Annotated[str, Constrained(pattern="^#[0-9a-f]{6}$")] | None = None
    licence: Licence = Licence.PROPRIETARY


class Targets(Part):
    """Which targets print the application: one backend, and front ends of which the first is served at `/`."""

    backend: str = "django"
    frontends: Annotated[tuple[str, ...], Constrained(min_length=1)] = ("react",)


class AppSpec(Part):
    """A whole application. Elements refer to each other by name; identity across versions is by id.

    Who has no role that grants it may do nothing; owners of the application may do everything. What is removed stays
    in the database until `forget` names it, as `table` or `table.column`.

    On input `id`, `label`, `plural`, `plural_label`, `reverse_name`, `reverse_label` and `stored_as` may be left
    out; they are then made from the names. Raises pydantic's ValidationError for a wrong shape; what is wrong with
    the sense of it, `schemas.validation.problems` finds.
    """

    format: Literal[2] = FORMAT
    app: App
    entities: Annotated[tuple[Entity, ...], Constrained(max_length=500)] = ()
    relations: Annotated[tuple[Relation, ...], Constrained(max_length=2_000)] = ()
    enums: tuple[Enum, ...] = ()
    roles: tuple[Role, ...] = ()
    targets: Targets = Targets()
    forget: tuple[Annotated[str, Constrained(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")], ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, value: Any) -> Any:
        return give_identity(upcast(value)) if isinstance(value, dict) else value

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
            for field in entity.fields:
                yield field
                yield from field.transitions
        yield from self.relations
        yield from self.enums
        yield from self.roles

    def canonical(self) -> bytes:
        """The spec as bytes: the same for equal specs, on every machine."""
        data = self.model_dump(mode="json", exclude_defaults=False)
        for role in data["roles"]:
            for grant in role["grants"]:
                for names in ("actions", "read", "write"):
                    if grant[names] is not None:
                        grant[names].sort()
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
