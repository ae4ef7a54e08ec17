"""Which rows a user may see, and what they may do with one."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from app.access.grants import Visitor, entity_of, grants, roles
from app.access.scopes import holds, within
from app.roles import TAKEN_BY

M = TypeVar("M", bound=Model)


def visible(user: Visitor, model: type[M]) -> QuerySet[M]:
    """The rows that the user may read."""
    return model._default_manager.filter(rows_where(user, "read", model))


def may(user: Visitor, action: str, row: Model) -> bool:
    """Whether the user may read, update or delete the row, or may have created it as it stands.

    A row that was changed must be loaded again first. What the user may not see, is not theirs to change either:
    take the row from `visible`.
    """
    return any(holds(user, grant, row) for grant in grants(user, type(row), action))


def may_some(user: Visitor, action: str, model: type[Model]) -> bool:
    """Whether there can be a row with which the user may do it."""
    return bool(grants(user, model, action))


def rows_where(user: Visitor, action: str, model: type[Model], field: str | None = None) -> Q:
    """The rows with which the user may do it; with `field`, those where the action covers that field."""
    held = [grant for grant in grants(user, model, action) if field is None or grant.covers(action, field)]
    return within(user, held, model)


def reads_all(user: Visitor, model: type[Model]) -> bool:
    """Whether the user may read every row, so that nothing needs to be asked about a single one."""
    return any(grant.rows is None for grant in grants(user, model, "read"))


def may_take(user: Visitor, step: str, row: Model) -> bool:
    """Whether the user may take a step of the row's state machine: who may update the row, if their role is asked for."""
    entity = entity_of(type(row))
    asked = TAKEN_BY.get((entity, step))
    holders = {role.name for role in roles(user)}
    return may(user, "update", row) and (asked is None or user.is_superuser or not holders.isdisjoint(asked))
