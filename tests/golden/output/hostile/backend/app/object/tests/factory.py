"""Makes objects for tests."""

from typing import Any

from app.object.model import Object
from app.object.serializer import ObjectSerializer
from app.tests import samples


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field, and the relations that are required."""
    return {
        "instance": True,
        "data": samples.document(),
        "errors": samples.whole(0, 1000),
        "queryset": samples.text(80),
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required."""
    return {}


def make(**given: Any) -> Object:
    """A row as the API would make it."""
    serializer = ObjectSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Object = serializer.save()
    return row
