"""Makes prescriptions for tests."""

from typing import Any

from app.prescription.model import Prescription
from app.prescription.serializer import PrescriptionSerializer
from app.tests import samples
from app.visit.tests import factory as visit_factory


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "drug": samples.text(80),
        "days": samples.whole(1, 90),
        "starts": samples.day(),
        "visit": visit_factory.make().pk,
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {}


def make(**given: Any) -> Prescription:
    """A row as the API would make it."""
    serializer = PrescriptionSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Prescription = serializer.save()
    return row
