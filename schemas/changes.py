"""The kinds of change from one spec to the next, as a target prints them in its migrations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from schemas.fields import Field
from schemas.filling import Fill
from schemas.safety import Check
from schemas.spec import Entity, Relation


@dataclass(frozen=True, kw_only=True)
class Change:
    """`checks` are asked of the rows before it runs, `back_checks` before the way back.

    `breaking`: the code of the version before cannot run beside it.
    """

    breaking: ClassVar[bool] = False
    checks: tuple[Check, ...] = ()
    back_checks: tuple[Check, ...] = ()


@dataclass(frozen=True)
class EntityRemoved(Change):
    entity: Entity


@dataclass(frozen=True)
class FieldRemoved(Change):
    """`fill` is what rows that were added without the field get on the way back."""

    entity: Entity
    field: Field
    fill: Fill


@dataclass(frozen=True)
class ComputedRemoved(Change):
    """A computed field, gone for good or until ComputedAdded: what it was worth can be computed again."""

    entity: Entity
    field: Field


@dataclass(frozen=True)
class RelationRemoved(Change):
    relation: Relation


@dataclass(frozen=True)
class EntityRenamed(Change):
    old: Entity
    new: Entity


@dataclass(frozen=True)
class FieldRenamed(Change):
    """`entity` under its new name."""

    entity: Entity
    old: Field
    new: Field


@dataclass(frozen=True)
class RelationRenamed(Change):
    """Another name of the relation, or of its source, from which the name of its links is made."""

    old: Relation
    new: Relation


@dataclass(frozen=True)
class EntityAltered(Change):
    """Another label or order; nothing that is stored."""

    new: Entity


@dataclass(frozen=True)
class DeletionSoftened(Change):
    """From now on deleted rows of the entity can be brought back."""

    entity: Entity


@dataclass(frozen=True)
class DeletionHardened(Change):
    """From now on they cannot."""

    entity: Entity


@dataclass(frozen=True)
class EntityAdded(Change):
    """`relations` are those to one row whose target is already there; the others follow as RelationAdded."""

    entity: Entity
    fields: tuple[Field, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class FieldAdded(Change):
    """`fill` is what existing rows get where the field is required and states no default."""

    entity: Entity
    field: Field
    fill: Fill


@dataclass(frozen=True)
class ComputedAdded(Change):
    """A computed field, new or computed otherwise."""

    entity: Entity
    field: Field


@dataclass(frozen=True)
class ComputedReworded(Change):
    """The same computed field, in whose expression no more than names changed."""

    entity: Entity
    field: Field


@dataclass(frozen=True)
class FieldAltered(Change):
    entity: Entity
    old: Field
    new: Field
    fill: Fill


@dataclass(frozen=True)
class FieldRecast(Change):
    """Another type, whose values are carried over by the rule of `schemas.casting`; the old column is kept."""

    entity: Entity
    old: Field
    new: Field
    fill: Fill
    breaking: ClassVar[bool] = True


@dataclass(frozen=True)
class RelationAdded(Change):
    relation: Relation


@dataclass(frozen=True)
class RelationAltered(Change):
    old: Relation
    new: Relation


@dataclass(frozen=True)
class RelationRekinded(Change):
    """From one row to many, or back to the first of many: what was stored before is kept.

    `old` has the names of the new one.
    """

    old: Relation
    new: Relation
    breaking: ClassVar[bool] = True


@dataclass(frozen=True)
class Forgotten(Change):
    """What the database kept of something removed (`table` or `table.column`) is dropped: there is no way back."""

    place: str
