"""Makes visits for tests."""

from decimal import Decimal
from typing import Any

from accounts.tests.factory import make_user
from app.bed.tests import factory as bed_factory
from app.patient.tests import factory as patient_factory
from app.tests import samples
from app.visit.model import Visit
from app.visit.serializer import VisitSerializer
from uploads.tests.factory import make_upload


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "at": samples.moment(),
        "state": "planned",
        "urgency": "low",
        "needs": ["oxygen"],
        "fee": samples.decimal(2, Decimal("0"), Decimal("1000")),
        "extra": samples.decimal(2, Decimal("0"), Decimal("1000")),
        "length": samples.duration(),
        "begins": samples.time(),
        "key": samples.uuid(),
        "site": samples.url(),
        "letter": str(make_upload().pk),
        "findings": samples.document(),
        "number": samples.whole(0, 1000),
        "patient": patient_factory.make().pk,
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {
        "doctor": make_user().pk,
        "bed": bed_factory.make().pk,
    }


def make(**given: Any) -> Visit:
    """A row as the API would make it."""
    serializer = VisitSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Visit = serializer.save()
    return row
