"""Rows on their way to a user: the visible ones, knowing all that showing them asks, without a query for each row."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, Q, QuerySet
from django.db.models.fields.related import ForeignKey

from app.access.grants import Visitor, grants, knows
from app.access.rows import may, reads_all, rows_where, visible
from app.access.rules import ACTIONS
from app.access.scopes import marked, yes_or_no

M = TypeVar("M", bound=Model)


def shown(user: Visitor, rows: QuerySet[M], *, alone: bool = False) -> QuerySet[M]:
    """The visible ones of the rows. A row that stands `alone` also knows what may be done with it."""
    held = [grant for action in (ACTIONS if alone else ("read",)) for grant in grants(user, rows.model, action)]
    rows = marked(user, held, rows.filter(rows_where(user, "read", rows.model)))
    rows = rows.annotate(
        **{
            _sight(name, user): yes_or_no(Q(**{f"{name}__in": visible(user, target).values("pk")}))
            for name, target in guarded(user, rows.model)
            if isinstance(rows.model._meta.get_field(name), ForeignKey)
        }
    )
    return _prefetched(user, rows)


def guarded(user: Visitor, model: type[Model]) -> Iterator[tuple[str, type[Model]]]:
    """The relations of the model to rows of which the user may not read every one."""
    for field in (*model._meta.fields, *model._meta.many_to_many):
        target: Any = field.related_model
        if target is not None and knows(target) and not reads_all(user, target):
            yield field.name, target


def sees_related(user: Visitor, row: Model, relation: str) -> bool:
    """Whether the user may read the row that a to-one relation leads to, if it leads to any."""
    sight = row.__dict__.get(_sight(relation, user), ...)
    if sight is not ...:
        return bool(sight)
    related = getattr(row, relation)
    return related is None or may(user, "read", related)


def sees(user: Visitor, row: Model) -> bool:
    """Whether the user may read a row that something leads to."""
    sight = row.__dict__.get(_sight("", user), ...)
    return may(user, "read", row) if sight is ... else bool(sight)


def _prefetched(user: Visitor, rows: QuerySet[M]) -> QuerySet[M]:
    """The same, where the related rows that are fetched along know whether they may be read."""
    targets = dict(guarded(user, rows.model))
    lookups = list(rows._prefetch_related_lookups)  # type: ignore[attr-defined]
    if targets.keys().isdisjoint(lookups):
        return rows
    kept = [_along(user, name, targets[name]) if name in targets else name for name in lookups]
    return rows.prefetch_related(None).prefetch_related(*kept)


def _along(user: Visitor, name: str, target: type[Model]) -> "Prefetch[Any]":
    sight = yes_or_no(rows_where(user, "read", target))
    return Prefetch(name, target._base_manager.annotate(**{_sight("", user): sight}))


def _sight(relation: str, user: Visitor) -> str:
    return f"_sees_{relation}_{user.pk}"
