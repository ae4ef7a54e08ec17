"""The spec as templates see it: references are resolved, what can be derived is derived."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from schemas.matrix import Case, Step, matrix, steps
from schemas.names import Name
from schemas.spec import (
    USER,
    Action,
    AppSpec,
    Entity,
    Enum,
    Field,
    FieldType,
    Grant,
    OnDelete,
    Relation,
    RelationKind,
    Role,
    Transition,
)  # fmt: skip
from templates.constraints import Constraint, Index, constraints, indexes
from templates.parts import LARGEST, FieldModel, Part


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
    def is_fixed(self) -> bool:
        """Whether a form has nothing to enter for it."""
        return not self.is_settable

    @property
    def is_settable(self) -> bool:
        """Whether a client sets it. What goes through rows of an entity is set by writing those."""
        return not self._part.read_only and self._part.through is None

    @property
    def one_to_one(self) -> bool:
        return self._part.kind is RelationKind.ONE_TO_ONE

    @cached_property
    def through(self) -> EntityModel | None:
        """The entity whose rows tie the two sides of a many-to-many relation, where it is no link of its own."""
        return None if self._part.through is None else self._model.entity(self._part.through)

    @cached_property
    def through_fields(self) -> tuple[Name, Name] | None:
        """The relations of `through` that point to the two sides."""
        if self._part.through is None:
            return None
        relations = self._model.spec.relations_from(self._part.through)
        sides = [[link for link in relations if link.target == side] for side in (self._part.source, self._part.target)]
        source = sides[0][0]
        return source.name, next(link for link in sides[1] if link is not source).name

    @property
    def has_link(self) -> bool:
        """Whether it is kept in rows of its own."""
        return self.to_many and self._part.through is None

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
        """The fields in which a search looks for words: the stated ones, else all texts."""
        stated = self._part.search
        return tuple(
            field for field in self.fields if (field.is_searchable if stated is None else field.name in stated)
        )

    @property
    def searched_relations(self) -> tuple[RelationModel, ...]:
        """The relations in whose labels a search looks as well, where nothing else is stated."""
        return tuple(r for r in self.to_one if r.has_text_label) if self._part.search is None else ()

    @property
    def files(self) -> tuple[FieldModel, ...]:
        return tuple(field for field in self.fields if field.is_file)

    @property
    def made(self) -> tuple[FieldModel, ...]:
        """The fields that the application fills itself."""
        return tuple(field for field in self.fields if field.is_made)

    @property
    def filtered_in_admin(self) -> tuple[FieldModel, ...]:
        """The fields with few values, by which operators narrow a list."""
        kinds = (FieldType.BOOLEAN, FieldType.ENUM, FieldType.DATE, FieldType.DATETIME)
        return tuple(field for field in self.fields if field._part.type in kinds)

    @property
    def shown_in_admin(self) -> tuple[FieldModel | RelationModel, ...]:
        """What stands in an operator's list beside the label: the stated columns, else the states and relations."""
        if self._part.columns is not None:
            return tuple(part for part in self.parts(self._part.columns) if part not in self.to_many)
        states = [field for field in self.fields if field._part.type is FieldType.ENUM]
        return (*states, *self.to_one)

    @property
    def computed(self) -> tuple[FieldModel, ...]:
        return tuple(field for field in self.fields if field._part.type is FieldType.COMPUTED)

    @property
    def children(self) -> tuple[RelationModel, ...]:
        """The relations by which rows hang on a row: they can be written inside it."""
        tying = {relation._part.through for relation in self._model.relations}
        return tuple(
            relation
            for relation in self.reverse
            if not relation.to_many
            and not relation.one_to_one
            and (relation._part.on_delete is OnDelete.CASCADE or relation._part.source in tying)
        )

    @property
    def read_only(self) -> tuple[FieldModel | RelationModel, ...]:
        """What no client sets, as far as its type does not say so already."""
        fields = [field for field in self.fields if field._part.read_only and not field.is_made and not field.is_file]
        return (*fields, *(relation for relation in self.to_one if relation._part.read_only))

    @property
    def personal(self) -> tuple[FieldModel, ...]:
        """The fields that identify a person."""
        return tuple(field for field in self.fields if field._part.pii)

    @property
    def write_once(self) -> tuple[FieldModel | RelationModel, ...]:
        """What a client only sets with a new row."""
        fields = [field for field in self.fields if field._part.write_once]
        return (*fields, *(relation for relation in self.relations if relation._part.write_once))

    @property
    def by_whoever_asks(self) -> tuple[RelationModel, ...]:
        """The relations to one user that, unless said otherwise, lead to whoever makes the row."""
        return tuple(relation for relation in self.to_one if relation._part.default_current_user)

    @property
    def transitions(self) -> tuple[tuple[FieldModel, Part[Transition]], ...]:
        """The steps of its state machines, each with the field that holds the state."""
        return tuple((field, step) for field in self.fields for step in field.transitions)

    @property
    def unique_fields(self) -> tuple[FieldModel, ...]:
        """The fields that a client sets and that no two rows share."""
        return tuple(field for field in self.settable if field._part.unique)

    @property
    def unchangeable(self) -> tuple[FieldModel | RelationModel, ...]:
        """What a client cannot change in a row that is there."""
        made = [field for field in self.fields if field.is_made or field._part.read_only]
        return (*made, *(part for part in self.write_once if part not in made))

    @property
    def sent_filters(self) -> tuple[FieldModel, ...]:
        """The fields whose value, as the API shows it, finds the row again."""
        skipped = (FieldType.JSON, FieldType.MULTI_ENUM, FieldType.FLOAT)
        return tuple(field for field in self.settable if field.type not in skipped and not field.is_file)

    @property
    def settable(self) -> tuple[FieldModel, ...]:
        """The fields that a client sets."""
        return tuple(field for field in self.fields if not field.is_made and not field._part.read_only)

    @property
    def asked_relations(self) -> tuple[RelationModel, ...]:
        """The relations without which there is no new row, and that a client sets."""
        return tuple(r for r in self.relations if r.is_settable and r._part.required)

    @property
    def free_relations(self) -> tuple[RelationModel, ...]:
        """The relations that a client sets or changes as it likes."""
        return tuple(r for r in self.relations if r.is_settable and not r._part.required and not r._part.write_once)

    @property
    def unasked_relations(self) -> tuple[RelationModel, ...]:
        """The relations without which there is no row, and that no client sets."""
        return tuple(r for r in self.to_one if not r.is_settable and r._part.required)

    @property
    def asked(self) -> tuple[FieldModel | RelationModel, ...]:
        """What a new row cannot be without."""
        fields = [field for field in self.settable if field._part.required and not field.has_default]
        relations = [r for r in self.asked_relations if not r._part.default_current_user]
        return (*fields, *relations)

    @cached_property
    def linked(self) -> tuple[RelationModel, ...]:
        """The relations to many rows that are kept in links of their own."""
        return tuple(relation for relation in self.to_many if relation.has_link)

    def parts(self, names: Iterable[str]) -> tuple[FieldModel | RelationModel, ...]:
        """Its fields and relations of these names, in that order."""
        known: dict[str, FieldModel | RelationModel] = {str(field.name): field for field in self.fields}
        known |= {str(relation.name): relation for relation in self.relations}
        return tuple(known[name] for name in names)

    @cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        """The rules that the database holds."""
        return tuple(constraints(self))

    @cached_property
    def all_indexes(self) -> tuple[Index, ...]:
        """The stated indexes, and those that come with a type."""
        return tuple(indexes(self))

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


class GrantModel(Part[Grant]):
    """A grant; `rows` is the path from a row to its users, or None for all rows."""

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(action for action in Action if action in self._part.actions)

    @property
    def rows(self) -> tuple[Name, ...] | None:
        match self._part.rows:
            case "all":
                return None
            case "own":
                owner = self._model.spec.entity(self._part.entity).owner
                return () if owner is None else (owner,)
            case path:
                return tuple(path)

    @property
    def read(self) -> list[Name] | None:
        return None if self._part.read is None else sorted(self._part.read)

    @property
    def write(self) -> list[Name] | None:
        return None if self._part.write is None else sorted(self._part.write)


class RoleModel(Part[Role]):
    @cached_property
    def grants(self) -> tuple[GrantModel, ...]:
        return tuple(GrantModel(grant, self._model) for grant in self._part.grants)


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
        self._by_field = {field.id: entity for entity in spec.entities for field in entity.fields}
        self._by_name = {str(entity.name): entity for entity in self.entities}

    @property
    def largest_file(self) -> int:
        """As many bytes as the field for the largest files takes."""
        return max((field.largest for entity in self.entities for field in entity.files), default=LARGEST)

    @cached_property
    def matrix(self) -> list[Case]:
        """Who may do what with which rows, as the spec has it: for the tests of the output."""
        return matrix(self.spec)

    @cached_property
    def steps(self) -> list[Step]:
        """Who may take which transition with which rows."""
        return steps(self.spec)

    def entity(self, name: str) -> EntityModel:
        """The entity of that name; KeyError where there is none."""
        return self._by_name[name]

    def spec_entity_of(self, field: Field) -> Entity:
        """The entity that has the field."""
        return self._by_field[field.id]

    def field(self, entity: Entity, field: Field) -> FieldModel:
        return FieldModel(field, self)
