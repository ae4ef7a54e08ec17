"""Makes cases for tests."""

from typing import Any

from app.case.model import Case
from app.case.serializer import CaseSerializer
from app.object.tests import factory as object_factory


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {
        "context": object_factory.make().pk,
    }


def make(**given: Any) -> Case:
    """A row as the API would make it."""
    serializer = CaseSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Case = serializer.save()
    return row
