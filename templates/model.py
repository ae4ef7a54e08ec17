"""The spec as templates see it: references are resolved, what can be derived is derived."""

from __future__ import annotations

from functools import cached_property

from schemas.names import Name
from schemas.spec import USER, Action, AppSpec, Entity, Enum, Field, FieldType, Relation, RelationKind, Role
from templates.parts import FieldModel, Part


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
        self.roles = tuple(RoleModel(role, self) for role in spec.roles)
        self._by_name = {str(entity.name): entity for entity in self.entities}

    def entity(self, name: str) -> EntityModel:
        """The entity of that name; KeyError where there is none."""
        return self._by_name[name]

    def field(self, entity: Entity, field: Field) -> FieldModel:
        return FieldModel(field, self)
