"""Which alterations keep every row as it is; the others are refused with a sentence."""

from __future__ import annotations

from schemas.errors import Permanent
from schemas.spec import USER, AppSpec, Entity, Field, FieldType, Relation, RelationKind

WIDER: dict[FieldType, frozenset[FieldType]] = {
    FieldType.STRING: frozenset({FieldType.TEXT}),
    FieldType.EMAIL: frozenset({FieldType.STRING, FieldType.TEXT}),
    FieldType.URL: frozenset({FieldType.TEXT}),
    FieldType.PHONE: frozenset({FieldType.STRING, FieldType.TEXT}),
    FieldType.INTEGER: frozenset({FieldType.BIG_INTEGER}),
}
"""Into which types each type's values fit as they are."""

LENGTHS = {FieldType.STRING: 255, FieldType.EMAIL: 254, FieldType.URL: 2_000, FieldType.PHONE: 40}
"""How long a text may be where its field does not say."""


def refuse_field(old: AppSpec, before: Field, new: AppSpec, entity: Entity, after: Field) -> None:
    """Raise Permanent where the alteration could lose or refuse what rows hold."""
    what = f"{after.label!r} of {entity.label!r}"
    if before.type is not after.type and after.type not in WIDER.get(before.type, frozenset()):
        raise Permanent(
            f"{what} cannot become {after.type}: rows may hold what is no {after.type}. Add a new field instead."
        )
    if after.unique and not before.unique:
        raise Permanent(f"{what} cannot become unique: rows may hold the same value twice.")
    if after.type in LENGTHS and _length(after) < _length(before):
        raise Permanent(f"{what} cannot become shorter than {_length(before)}: rows may hold longer texts.")
    if _places(after) < _places(before):
        raise Permanent(f"{what} cannot lose decimals: rows may use them.")
    if before.enum is not None and after.enum is not None:
        kept = {value.name for value in new.enum(after.enum).values}
        if gone := [value.label for value in old.enum(before.enum).values if value.name not in kept]:
            raise Permanent(f"{what} cannot lose {gone[0]!r}: rows may hold it. Keep the value; its label may change.")
    _refuse_storage(what, before, after)


def refuse_relation(old: AppSpec, before: Relation, new: AppSpec, after: Relation) -> None:
    """Raise Permanent where the alteration could lose or refuse what rows point to."""
    what = f"{after.label!r} of {new.entity(after.source).label!r}"
    loosened = (before.kind, after.kind) == (RelationKind.ONE_TO_ONE, RelationKind.MANY_TO_ONE)
    if before.kind is not after.kind and not loosened:
        raise Permanent(f"{what} cannot change its kind: rows may point to what it would forbid. Add a new relation.")
    if after.required and not before.required and after.kind is not RelationKind.MANY_TO_MANY:
        raise Permanent(f"{what} cannot become required: rows may point to nothing.")
    if _target(old, before) != _target(new, after):
        raise Permanent(f"{what} cannot point to something else: rows point to what it was. Add a new relation.")
    _refuse_storage(what, before, after)


def refuse_entity(before: Entity, after: Entity) -> None:
    """Raise Permanent where another table would be used."""
    _refuse_storage(repr(after.label), before, after)


def _refuse_storage(what: str, before: Entity | Field | Relation, after: Entity | Field | Relation) -> None:
    if before.stored_as != after.stored_as:
        raise Permanent(f"{what}: 'stored_as' is fixed at birth; keep it at {str(before.stored_as)!r}.")


def _target(spec: AppSpec, relation: Relation) -> object:
    return USER if relation.target == USER else spec.entity(relation.target).id


def _length(field: Field) -> int:
    return field.max_length or LENGTHS[field.type] if field.type in LENGTHS else 10_000


def _places(field: Field) -> int:
    return 2 if field.decimals is None else field.decimals
