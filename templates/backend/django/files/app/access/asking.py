"""Questions about rows (filters, searches, orders) tell no more than the rows themselves would."""

from typing import Any

from django.db.models import Case, F, Model, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied

from app.access.fields import readable
from app.access.grants import Visitor, knows
from app.access.rows import reads_all, rows_where, visible
from app.access.scopes import EVERYWHERE

SEEN = "_seen_"
"""Before the name of what stands at a path, as far as the user may see it."""

UNSEEN = _("You may not see this.")


def where_seen(user: Visitor, model: type[Model], path: str) -> Q:
    """The rows of which the user may see what stands there: a field, or what labels a related row (`ward__name`)."""
    name, _dots, beyond = path.partition("__")
    if not knows(model) or name in {"id", "pk"}:
        return EVERYWHERE
    where = rows_where(user, "read", model, name)
    if not beyond:
        return where
    target: Any = model._meta.get_field(name).related_model
    if knows(target):
        return where if reads_all(user, target) else where & Q(**{f"{name}__in": visible(user, target).values("pk")})
    # Users are labelled by their address only where they have no name.
    return where & Q(**{f"{name}__name": ""}) if beyond == "email" else where


def where_linked(user: Visitor, relation: Any, key: Any) -> Q:
    """The rows to which a row leads that the user may read, by a relation that they may read of it."""
    source, name = relation.related_model, relation.field.name
    rows = visible(user, source).filter(rows_where(user, "read", source, name), pk=key)
    return Q(pk__in=rows.values(name))


def refuse_unseen(user: Visitor, model: type[Model], name: str, *, asked_by: str) -> None:
    """Raises PermissionDenied where the user may see the field of no row."""
    if knows(model) and name not in {"id", "label"} and name not in readable(user, None, model):
        raise PermissionDenied({asked_by: [UNSEEN]})


def ordered(user: Visitor, rows: QuerySet[Any], columns: list[tuple[str, list[str]]]) -> QuerySet[Any]:
    """The rows ordered by columns, each by its paths; `-` before a column: downwards. What is not seen counts as none."""
    ordering: list[str] = []
    for column, paths in columns:
        sign = "-" if column.startswith("-") else ""
        for path in paths:
            # The label of a row shows with the row.
            where = EVERYWHERE if column.lstrip("-") == "label" else where_seen(user, rows.model, path)
            if where:
                mask = f"{SEEN}{path}"
                rows = rows.annotate(**{mask: Case(When(where, then=F(path)))})
            ordering.append(f"{sign}{mask if where else path}")
    return rows.order_by(*ordering, "pk")
