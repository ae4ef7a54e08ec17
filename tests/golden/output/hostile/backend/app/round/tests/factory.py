"""Makes rounds for tests."""

from typing import Any

from app.event.tests import factory as event_factory
from app.round.model import Round
from app.round.serializer import RoundSerializer
from app.tests import samples


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "days": samples.whole(-5, -1),
        "upper": event_factory.make().pk,
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {}


def make(**given: Any) -> Round:
    """A row as the API would make it."""
    serializer = RoundSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Round = serializer.save()
    return row
