"""Makes reactions for tests."""

from typing import Any

from app.allergy.tests import factory as allergy_factory
from app.patient.tests import factory as patient_factory
from app.reaction.model import Reaction
from app.reaction.serializer import ReactionSerializer
from app.tests import samples


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "severity": samples.whole(1, 5),
        "patient": patient_factory.make().pk,
        "allergy": allergy_factory.make().pk,
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {}


def make(**given: Any) -> Reaction:
    """A row as the API would make it."""
    serializer = ReactionSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Reaction = serializer.save()
    return row
