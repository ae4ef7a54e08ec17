"""Makes wards for tests."""

from decimal import Decimal
from typing import Any

from accounts.tests.factory import make_user
from app.patient.tests import factory as patient_factory
from app.tests import samples
from app.ward.model import Ward
from app.ward.serializer import WardSerializer


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "name": samples.text(80),
        "code": samples.slug(),
        "beds": samples.whole(0, 500),
        "budget": samples.decimal(3, Decimal("0.5"), Decimal("1000.5")),
        "colour": samples.colour(),
        "opened": samples.day(),
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {
        "nurses": [make_user().pk],
        "parent": make().pk,
        "speaker": patient_factory.make().pk,
    }


def make(**given: Any) -> Ward:
    """A row as the API would make it."""
    serializer = WardSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Ward = serializer.save()
    return row
