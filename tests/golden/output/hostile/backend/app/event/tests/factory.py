"""Makes events for tests."""

from typing import Any

from app.event.model import Event
from app.event.serializer import EventSerializer
from app.tests import samples


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "date": samples.day(),
        "time": samples.time(),
        "timezone": samples.moment(),
        "datetime": samples.duration(),
        "list": ["name"],
        "cast": samples.real(-2.5, 997.5),
        "upload": samples.slug(),
        "change": samples.text(80),
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {}


def make(**given: Any) -> Event:
    """A row as the API would make it."""
    serializer = EventSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Event = serializer.save()
    return row
