"""Makes groups for tests."""

from typing import Any

from accounts.tests.factory import make_user
from app.group.model import Group
from app.group.serializer import GroupSerializer
from app.tests import samples


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "table": samples.text(80),
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {
        "meta": make_user().pk,
    }


def make(**given: Any) -> Group:
    """A row as the API would make it."""
    serializer = GroupSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Group = serializer.save()
    return row
