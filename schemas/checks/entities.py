"""Entities: names that clash, and lists of parts (order, search, columns, indexes) that name what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from schemas.checks import fields, transitions
from schemas.checks.naming import Reserved, known, offer, unique
from schemas.errors import Problem
from schemas.expressions import ExpressionError
from schemas.expressions import parse as parse_expression
from schemas.fields import Field, FieldType
from schemas.rules import ORDERED, TEXTS
from schemas.spec import USER, AppSpec, Entity, Relation, RelationKind

T = FieldType
Part = Field | Relation


def problems(spec: AppSpec, entity: Entity, reserved: Reserved) -> Iterator[Problem]:
    """Everything that is wrong with an entity and its fields."""
    path = f"entities.{entity.name}"
    yield from _names(spec, entity, path, reserved)
    for field in entity.fields:
        if reserved("field", field.name):
            yield offer(f"{path}.fields.{field.name}", field.name, "value")
        yield from fields.problems(spec, entity, field, f"{path}.fields.{field.name}")
    yield from transitions.problems(spec, entity)
    yield from _lists(spec, entity, path)
    if entity.owner is not None:
        yield from _owner(spec, entity, path)


def _names(spec: AppSpec, entity: Entity, path: str, reserved: Reserved) -> Iterator[Problem]:
    if reserved("entity", entity.name) or entity.name == USER:
        yield offer(path, entity.name, "record")
    if reserved("plural", entity.plural):
        yield offer(f"{path}.plural", entity.plural, "list")
    own, other = spec.relations_from(entity.name), spec.relations_to(entity.name)
    names = [field.name for field in entity.fields] + [relation.name for relation in own]
    yield from unique(f"{path}.fields", [*names, *(relation.reverse_name for relation in other)])
    yield from unique(
        f"{path}.fields.stored_as",
        [field.stored_as for field in entity.fields] + [relation.stored_as for relation in own],
    )


def _lists(spec: AppSpec, entity: Entity, path: str) -> Iterator[Problem]:
    own: dict[str, Part] = {str(field.name): field for field in entity.fields}
    listed: dict[str, Part] = own | {str(relation.name): relation for relation in spec.relations_from(entity.name)}
    sorts = {name: part for name, part in listed.items() if _sorts(part)}
    searched = {name: part for name, part in own.items() if isinstance(part, Field) and _searched(spec, entity, part)}
    indexed = {name: part for name, part in sorts.items() if _indexed(part)}
    if entity.display is not None:
        shown = {name: part for name, part in own.items() if name in sorts}
        yield from _among(f"{path}.display", [entity.display], own, shown, "cannot name a row")
    order = [name.removeprefix("-") for name in entity.order]
    yield from _among(f"{path}.order", order, listed, sorts, "has no order")
    yield from _among(f"{path}.search", entity.search or (), own, searched, "is no text to search in")
    yield from _among(f"{path}.columns", entity.columns or (), listed, listed, "")
    for kind in ("unique_together", "indexes"):
        groups = getattr(entity, kind)
        for group in groups:
            yield from _among(f"{path}.{kind}", group, listed, indexed, "does not fit into an index")
        if len({frozenset(group) for group in groups}) < len(groups):
            yield Problem(f"{path}.{kind}", "names the same parts twice.", "Keep one of the two.")


def _among(
    path: str, names: Iterable[str], there: Mapping[str, Part], fitting: Mapping[str, Part], why: str
) -> Iterator[Problem]:
    """Problems where a name is not there, does not fit, or stands twice."""
    names = [str(name) for name in names]
    for name in names:
        if name not in there:
            yield from known(path, name, fitting)
        elif name not in fitting:
            part = there[name]
            kind = part.type if isinstance(part, Field) else part.kind
            yield Problem(path, f"{name!r} ({kind}) {why}.", f"Choose from: {', '.join(fitting) or 'none'}.")
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem(path, f"{name!r} stands twice.", "Name it once.")


def _sorts(part: Part) -> bool:
    return part.type in ORDERED if isinstance(part, Field) else part.kind is not RelationKind.MANY_TO_MANY


def _indexed(part: Part) -> bool:
    if isinstance(part, Relation):
        return True
    return part.type is not T.COMPUTED and (part.type not in TEXTS or fields.indexable(part))


def _searched(spec: AppSpec, entity: Entity, field: Field) -> bool:
    if field.type is not T.COMPUTED:
        return field.type in TEXTS | {T.AUTO_NUMBER}
    try:
        return parse_expression(field.expression or "", entity.fields, spec.enums).type is T.STRING
    except ExpressionError:
        return True  # what is wrong with it is said of the expression itself


def _owner(spec: AppSpec, entity: Entity, path: str) -> Iterator[Problem]:
    to_user = [
        str(relation.name)
        for relation in spec.relations_from(entity.name)
        if relation.target == USER and relation.kind is not RelationKind.MANY_TO_MANY
    ]
    if entity.owner not in to_user:
        yield Problem(
            f"{path}.owner", f"{str(entity.owner)!r} is no relation from {str(entity.name)!r} to one user.",
            f"Choose from: {', '.join(to_user)}." if to_user else "Add a many_to_one relation to 'user'.",
        )  # fmt: skip
