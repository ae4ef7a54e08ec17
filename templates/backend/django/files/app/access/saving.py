"""Saves rows within what the user may do: a new row as a grant lets it be made, a changed one before and after."""

from collections.abc import Collection
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.serializers import ModelSerializer

from app.access.fields import covered
from app.access.grants import Visitor
from app.access.rows import may

M = TypeVar("M", bound=Model)


def save(user: Visitor, serializer: ModelSerializer[M], sent: Collection[str], **values: Any) -> M:
    """Saves what the serializer holds; `sent` are the fields that the user sets. To be called within a transaction.

    Raises PermissionDenied where the row would then be one that the user may not make, or not change again.
    """
    action = "create" if serializer.instance is None else "update"
    saved = serializer.save(**values)
    # As the database sees it now: what was known of the row may no longer be true.
    row = type(saved)._base_manager.get(pk=saved.pk)
    if not may(user, action, row) or (action == "update" and not may(user, "read", row)):
        raise PermissionDenied(OUTSIDE[action])
    refuse(set(sent) - covered(user, row, type(row), action))
    return saved


def refuse(fields: Collection[str]) -> None:
    """Raises PermissionDenied, naming the fields, if there are any."""
    if fields:
        raise PermissionDenied({name: [UNCHANGEABLE] for name in sorted(fields)})


UNCHANGEABLE = _("You may not change this.")
OUTSIDE = {
    "create": _("You may not create such a row: it would not be among those that your role is about."),
    "update": _("You may not change the row like this: it would leave those that your role lets you change."),
}
