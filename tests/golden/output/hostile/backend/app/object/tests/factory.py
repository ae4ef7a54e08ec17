"""Makes objects for tests."""

from typing import Any

from app.object.model import Object
from app.object.serializer import ObjectSerializer
from app.robert_drop_table.tests import factory as robert_drop_table_factory
from app.tests import samples
from uploads.tests.factory import make_upload


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "instance": True,
        "data": samples.document(),
        "errors": samples.whole(0, 1000),
        "queryset": samples.text(80),
        "colour": samples.colour(),
        "scan": str(make_upload().pk),
        "count": ["name"],
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {
        "kwargs": [robert_drop_table_factory.make().pk],
    }


def make(**given: Any) -> Object:
    """A row as the API would make it."""
    serializer = ObjectSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Object = serializer.save()
    return row
