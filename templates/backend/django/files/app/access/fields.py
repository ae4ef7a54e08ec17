"""Which fields of a row a user may see and set. `id` and label always show with the row."""

from functools import cache

from django.db.models import Model

from app.access.grants import Visitor, grants
from app.access.scopes import holds


def readable(user: Visitor, row: Model | None, model: type[Model]) -> frozenset[str]:
    """The fields and relations that the user may see of the row; without one, of any row."""
    return covered(user, row, model, "read")


def writable(user: Visitor, row: Model | None, model: type[Model]) -> frozenset[str]:
    """The fields and relations that the user may set with the row; without one, with a new row."""
    return covered(user, row, model, "create" if row is None else "update")


INTERNAL = frozenset({"id", "deleted_at"})
"""Columns that are nobody's to grant."""


@cache
def names(model: type[Model]) -> frozenset[str]:
    """The fields and relations that grants speak of."""
    options = model._meta
    return frozenset(field.name for field in (*options.fields, *options.many_to_many)) - INTERNAL


def covered(user: Visitor, row: Model | None, model: type[Model], action: str) -> frozenset[str]:
    """The fields and relations that the action covers with the row; without one, with any row."""
    held = grants(user, model, action)
    if any(grant.rows is None and grant.names(action) is None for grant in held):
        return names(model)
    named = [grant.names(action) for grant in held if row is None or holds(user, grant, row)]
    return frozenset[str]().union(*(names(model) if some is None else some for some in named))
