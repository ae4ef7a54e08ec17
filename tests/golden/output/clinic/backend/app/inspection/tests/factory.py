"""Makes inspections for tests."""

from typing import Any

from app.inspection.model import Inspection
from app.inspection.serializer import InspectionSerializer
from app.visit.tests import factory as visit_factory


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "outcome": "low",
        "visit": visit_factory.make().pk,
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {}


def make(**given: Any) -> Inspection:
    """A row as the API would make it."""
    serializer = InspectionSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Inspection = serializer.save()
    return row
