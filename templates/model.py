"""The spec as templates see it: references are resolved, what can be derived is derived, user text is wrapped."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import uuid5

from pydantic import BaseModel

from schemas.names import Name
from schemas.safety import LENGTHS
from schemas.spec import USER, Action, AppSpec, Entity, Enum, Field, FieldType, Grant, Relation, RelationKind, Role
from schemas.validation import NUMBERS, TEXTS
from templates.quoting import Text

P = TypeVar("P", bound=BaseModel)

SPAN = Decimal(1000)
"""How many values of a number are enough to choose samples from."""

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
    def min(self) -> int | float | Decimal | None:
        return self._number(self._part.min)

    @property
    def max(self) -> int | float | Decimal | None:
        return self._number(self._part.max)

    @property
    def default(self) -> Any:
        """As a value of the field's type; a text is wrapped."""
        value = self._part.default
        if self.is_number and value is not None:
            return self._number(Decimal(str(value)))
        return wrapped(value, self._model)

    @property
    def default_choice(self) -> Name | None:
        """The value of the enum that is its default."""
        return None if self.enum is None or self._part.default is None else Name(str(self._part.default))

    @property
    def longest(self) -> int | None:
        """Of a text: the most characters that it may have, None where there is no end."""
        return (self._part.max_length or LENGTHS.get(self._part.type)) if self.is_text else None

    @property
    def places(self) -> int:
        """Of a decimal: the digits after the point."""
        return 2 if self._part.decimals is None else self._part.decimals

    @property
    def digits(self) -> int:
        """Of a decimal: all its digits. Those before the point stay as many, whatever stands after it."""
        return 18 + self.places

    @property
    def low(self) -> int | float | Decimal:
        """The least of some values of a number that its rules allow."""
        floor = self._part.max - SPAN if self._part.max is not None and self._part.max < 0 else Decimal(0)
        least = self._part.min if self._part.min is not None else floor
        return self._sampled(least.to_integral_value(ROUND_CEILING) if self.is_whole else least)

    @property
    def high(self) -> int | float | Decimal:
        """The greatest of them."""
        top = Decimal(str(self.low)) + SPAN
        most = top if self._part.max is None else min(top, self._part.max)
        return self._sampled(most.to_integral_value(ROUND_FLOOR) if self.is_whole else most)

    @property
    def is_whole(self) -> bool:
        return self._part.type in (FieldType.INTEGER, FieldType.BIG_INTEGER)

    def _sampled(self, value: Decimal) -> int | float | Decimal:
        number = self._number(value)
        return 0 if number is None else number

    def _number(self, value: Decimal | None) -> int | float | Decimal | None:
        if value is None or self._part.type is FieldType.DECIMAL:
            return value
        if self._part.type is FieldType.FLOAT:
            return float(value)
        return int(value) if value == value.to_integral_value() else value

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
    def has_text_label(self) -> bool:
        """Whether what labels the related row is a text, in which words can be searched."""
        return self.target is None or (self.target.display is not None and self.target.display.is_text)

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
        label = f"{self._part.source}_{self._part.name}_link"
        return Name.from_label(label if len(label) <= 40 else f"link_{self._part.id.hex[:12]}", taken)

    @cached_property
    def link_table(self) -> str:
        """The table of those rows. No entity's can be called so, for a Name has no double underscore."""
        table = f"{self.source.stored_as}__{self._part.stored_as}"
        return table if len(table) <= 59 else f"{table[:50]}_{self._part.id.hex[:8]}"


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

    @property
    def searched(self) -> tuple[FieldModel, ...]:
        """The fields in which a search looks for words."""
        return tuple(field for field in self.fields if field.is_text)

    @property
    def asked(self) -> tuple[FieldModel | RelationModel, ...]:
        """What a new row cannot be without."""
        fields = [field for field in self.fields if field._part.required and field._part.default is None]
        return (*fields, *(relation for relation in self.relations if relation._part.required))

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
        self.roles = tuple(RoleModel(role, self) for role in spec.roles or (_member(spec),))
        self._by_name = {str(entity.name): entity for entity in self.entities}

    def entity(self, name: str) -> EntityModel:
        """The entity of that name; KeyError where there is none."""
        return self._by_name[name]

    def field(self, entity: Entity, field: Field) -> FieldModel:
        return FieldModel(field, self)


def _member(spec: AppSpec) -> Role:
    """The role of an application that names none: its users may do everything with its rows."""
    grants = tuple(Grant(entity=entity.name, actions=frozenset(Action)) for entity in spec.entities)
    return Role(id=uuid5(spec.app.id, "role/member"), name=Name("member"), label="Member", grants=grants)


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
