"""What a target makes of each stored part of a spec, as it prints it: two versions differ where the prints do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from templates.constraints import Constraint, Index
from templates.model import EntityModel, Model, RelationModel
from templates.parts import FieldModel


class Macros(Protocol):
    """The macros of a target's `[history] prints`."""

    def field(self, field: FieldModel) -> str: ...
    def relation(self, relation: RelationModel) -> str: ...
    def options(self, entity: EntityModel) -> str: ...
    def rule(self, rule: Constraint) -> str: ...
    def index(self, index: Index) -> str: ...


@dataclass(frozen=True)
class Printed:
    """The prints of a version: of each element by its id, of an entity's rules and indexes by their names.

    Before versions noted what they print there was nothing that had a name: `named` is false.
    """

    model: Model
    macros: Any
    named: bool = True

    @cached_property
    def elements(self) -> dict[UUID, str]:
        found: dict[UUID, str] = {}
        for entity in self.model.entities:
            found[entity.id] = str(self.macros.options(entity)).strip()
            found.update({field.id: str(self.macros.field(field)).strip() for field in entity.fields})
        for relation in self.model.relations:
            found[relation.id] = str(self.macros.relation(relation)).strip()
        return found

    @cached_property
    def rules(self) -> dict[UUID, dict[str, str]]:
        return {
            entity.id: {rule.name: str(self.macros.rule(rule)).strip() for rule in entity.constraints if self.named}
            for entity in self.model.entities
        }

    @cached_property
    def indexes(self) -> dict[UUID, dict[str, str]]:
        return {
            entity.id: {index.name: str(self.macros.index(index)).strip() for index in entity.all_indexes if self.named}
            for entity in self.model.entities
        }

    def of(self, part: Any) -> str:
        """What stands for a part: a field, a relation, or an entity's options."""
        return self.elements[part.id]

    def digests(self) -> dict[str, Any]:
        """What a later version must know of this one, to tell whether it prints otherwise."""
        return {
            "elements": {str(key): digest(text) for key, text in self.elements.items()},
            "rules": {str(key): _digests(named) for key, named in self.rules.items() if named},
            "indexes": {str(key): _digests(named) for key, named in self.indexes.items() if named},
        }


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _digests(named: Mapping[str, str]) -> dict[str, str]:
    return {name: digest(text) for name, text in named.items()}
