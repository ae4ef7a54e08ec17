"""Makes allergies for tests."""

from typing import Any

from app.allergy.model import Allergy
from app.allergy.serializer import AllergySerializer
from app.tests import samples


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "name": samples.text(80),
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {}


def make(**given: Any) -> Allergy:
    """A row as the API would make it."""
    serializer = AllergySerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Allergy = serializer.save()
    return row
