"""What a user may do with the rows of each entity, in short: for front ends that show no more than can be done."""

from typing import Any

from django.apps import apps
from django.db.models import Model

from api.registry import views
from api.scoping import settable
from app.access.fields import covered, readable
from app.access.grants import Visitor, grants
from app.roles import ENTITIES


def permissions(user: Visitor) -> dict[str, dict[str, Any]]:
    """For each entity: whether rows may be created, how many be read, updated and deleted, and which fields."""
    return {entity: _of(user, apps.get_model("app", entity.replace("_", ""))) for entity in ENTITIES}


def _of(user: Visitor, model: type[Model]) -> dict[str, Any]:
    kind = next(view.serializer_class for view in views().values() if view.queryset.model is model)
    created = covered(user, None, model, "create") & settable(kind, new=True)
    updated = covered(user, None, model, "update") & settable(kind, new=False)
    return {
        "create": bool(grants(user, model, "create")),
        "read": _extent(user, model, "read"),
        "update": _extent(user, model, "read", "update"),
        "delete": _extent(user, model, "read", "delete"),
        "fields": {"read": sorted(readable(user, None, model)), "write": sorted(created | updated)},
    }


def _extent(user: Visitor, model: type[Model], *actions: str) -> str:
    """With how many rows all of the actions may be done, as far as roles tell: all, some or none."""
    held = [grants(user, model, action) for action in actions]
    if all(any(grant.rows is None for grant in some) for some in held):
        return "all"
    return "some" if all(held) else "none"
