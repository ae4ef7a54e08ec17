"""Makes beds for tests."""

from typing import Any

from app.bed.model import Bed
from app.bed.serializer import BedSerializer
from app.tests import samples


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "number": samples.whole(0, 1000),
        "equipment": ["oxygen"],
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {}


def make(**given: Any) -> Bed:
    """A row as the API would make it."""
    serializer = BedSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Bed = serializer.save()
    return row
