"""The spec as templates see it: references are resolved, what can be derived is derived, user text is wrapped."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from schemas.names import Name
from schemas.spec import USER, Action, AppSpec, Entity, Enum, Field, FieldType, Relation, RelationKind, Role
from schemas.validation import NUMBERS, TEXTS
from templates.quoting import Text

P = TypeVar("P", bound=BaseModel)

MOMENTS = frozenset({FieldType.DATE, FieldType.DATETIME, FieldType.TIME, FieldType.DURATION})
"""Types that have an order in time."""


class Part(Generic[P]):
    """A part of the spec. Its own attributes are the spec's, with what a person wrote wrapped as Text."""

    def __init__(self, part: P, model: Model) -> None:
        self._part = part
        self._model = model

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return wrapped(getattr(self._part, name), self._model)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Part) and bool(other._part == self._part)

    def __hash__(self) -> int:
        return hash(getattr(self._part, "id", id(self._part)))


class FieldModel(Part[Field]):
    """A field. `is_text`, `is_number` and `is_moment` group the types; `choices` are the values of its enum."""

    @cached_property
    def enum(self) -> Part[Enum] | None:
        name = self._part.enum
        return None if name is None else Part(self._model.spec.enum(name), self._model)

    @property
    def is_text(self) -> bool:
        return self._part.type in TEXTS

    @property
    def is_number(self) -> bool:
        return self._part.type in NUMBERS

    @property
    def is_moment(self) -> bool:
        return self._part.type in MOMENTS


class RelationModel(Part[Relation]):
    """A relation. `target` is None where it points to the application's users."""

    @cached_property
    def source(self) -> EntityModel:
        return self._model.entity(self._part.source)

    @cached_property
    def target(self) -> EntityModel | None:
        return None if self.to_user else self._model.entity(self._part.target)

    @property
    def to_user(self) -> bool:
        return self._part.target == USER

    @property
    def to_itself(self) -> bool:
        return self._part.target == self._part.source

    @property
    def to_many(self) -> bool:
        return self._part.kind is RelationKind.MANY_TO_MANY

    @property
    def one_to_one(self) -> bool:
        return self._part.kind is RelationKind.ONE_TO_ONE

    @cached_property
    def link_name(self) -> Name:
        """What the rows between the two sides of a many-to-many relation are called."""
        taken = {entity.name for entity in self._model.spec.entities}
        return Name.from_label(f"{self._part.source}_{self._part.name}_link"[:40], taken)

    @cached_property
    def link_table(self) -> str:
        """The table of those rows. No entity's can be called so, for a Name has no double underscore."""
        return f"{self.source.stored_as[:29]}__{self._part.stored_as[:29]}"


class EntityModel(Part[Entity]):
    """An entity, with its relations resolved. `display` is the field that names a row, or None."""

    @cached_property
    def fields(self) -> tuple[FieldModel, ...]:
        return tuple(FieldModel(field, self._model) for field in self._part.fields)

    @cached_property
    def relations(self) -> tuple[RelationModel, ...]:
        """The relations that start here, in the order of the spec."""
        return tuple(relation for relation in self._model.relations if relation._part.source == self._part.name)

    @cached_property
    def to_one(self) -> tuple[RelationModel, ...]:
        return tuple(relation for relation in self.relations if not relation.to_many)

    @cached_property
    def to_many(self) -> tuple[RelationModel, ...]:
        return tuple(relation for relation in self.relations if relation.to_many)

    @cached_property
    def reverse(self) -> tuple[RelationModel, ...]:
        """The relations that point here."""
        return tuple(relation for relation in self._model.relations if relation._part.target == self._part.name)

    @cached_property
    def display(self) -> FieldModel | None:
        """The stated display field, else the first required text, else the first text."""
        stated = [field for field in self.fields if field._part.name == self._part.display]
        texts = [field for field in self.fields if field.is_text and field._part.type is not FieldType.TEXT]
        return next(iter([*stated, *(field for field in texts if field._part.required), *texts]), None)

    @cached_property
    def enums(self) -> tuple[Part[Enum], ...]:
        """The enums that its fields use, each once, by name."""
        used = {str(field._part.enum): field.enum for field in self.fields if field.enum is not None}
        return tuple(used[name] for name in sorted(used))

    @cached_property
    def needs(self) -> tuple[EntityModel, ...]:
        """The other entities that its relations point to, each once, by name."""
        targets = {r.target._part.name: r.target for r in self.relations if r.target is not None and not r.to_itself}
        return tuple(targets[name] for name in sorted(targets))

    @property
    def types(self) -> frozenset[FieldType]:
        return frozenset(field.type for field in self._part.fields)


class RoleModel(Part[Role]):
    @cached_property
    def grants(self) -> tuple[tuple[EntityModel, tuple[Action, ...]], ...]:
        """What it may do: per entity, in the order of the spec, the actions in theirs."""
        actions: dict[str, set[Action]] = {}
        for grant in self._part.grants:
            actions.setdefault(grant.entity, set()).update(grant.actions)
        return tuple(
            (entity, tuple(action for action in Action if action in actions[entity._part.name]))
            for entity in self._model.entities
            if actions.get(entity._part.name)
        )


class Model:
    """A whole spec for templates: `app`, `entities`, `relations`, `enums`, `roles`, `targets`."""

    def __init__(self, spec: AppSpec) -> None:
        self.spec = spec
        self.app = Part(spec.app, self)
        self.targets = Part(spec.targets, self)
        self.entities = tuple(EntityModel(entity, self) for entity in spec.entities)
        self.relations = tuple(RelationModel(relation, self) for relation in spec.relations)
        self.enums = tuple(Part(enum, self) for enum in spec.enums)
        self.roles = tuple(RoleModel(role, self) for role in spec.roles)
        self._by_name = {str(entity.name): entity for entity in self.entities}

    def entity(self, name: str) -> EntityModel:
        """The entity of that name; KeyError where there is none."""
        return self._by_name[name]

    def field(self, entity: Entity, field: Field) -> FieldModel:
        return FieldModel(field, self)


def wrapped(value: Any, model: Model) -> Any:
    """What a template may hold: names and closed vocabularies as they are, other strings as Text."""
    match value:
        case Name() | StrEnum() | Text():
            return value
        case str():
            return Text(value)
        case tuple():
            return tuple(wrapped(item, model) for item in value)
        case BaseModel():
            return Part(value, model)
    return value
