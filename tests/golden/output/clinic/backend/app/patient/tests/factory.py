"""Makes patients for tests."""

from typing import Any

from accounts.tests.factory import make_user
from app.allergy.tests import factory as allergy_factory
from app.patient.model import Patient
from app.patient.serializer import PatientSerializer
from app.tests import samples
from app.ward.tests import factory as ward_factory


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field, and the relations that are required."""
    return {
        "name": samples.text(80),
        "born": samples.day(),
        "email": samples.email(),
        "phone": samples.phone(),
        "language": samples.text(8),
        "insured": True,
        "active": True,
        "weight": samples.real(0.3, 400.0),
        "notes": samples.text(80),
        "ward": ward_factory.make().pk,
        "carers": [make_user().pk],
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required."""
    return {
        "allergies": [allergy_factory.make().pk],
        "relatives": [make().pk],
    }


def make(**given: Any) -> Patient:
    """A row as the API would make it."""
    serializer = PatientSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Patient = serializer.save()
    return row
