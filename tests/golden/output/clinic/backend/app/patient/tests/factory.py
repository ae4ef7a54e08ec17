"""Makes patients for tests."""

from typing import Any

from accounts.tests.factory import make_user
from app.bed.tests import factory as bed_factory
from app.patient.model import Patient
from app.patient.serializer import PatientSerializer
from app.tests import samples
from app.ward.tests import factory as ward_factory
from uploads.tests.factory import make_upload


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "name": samples.text(80, 2),
        "born": samples.day(),
        "email": samples.email(),
        "phone": samples.phone(),
        "insurance": samples.one_of(
            [
                "AA-0000",
                "BA-0000",
                "CA-0000",
                "DA-0000",
                "EA-0000",
                "FA-0000",
                "GA-0000",
                "HA-0000",
                "IA-0000",
                "JA-0000",
                "KA-0000",
                "LA-0000",
                "MA-0000",
                "NA-0000",
                "OA-0000",
                "PA-0000",
                "QA-0000",
                "RA-0000",
                "SA-0000",
                "TA-0000",
                "UA-0000",
                "VA-0000",
                "WA-0000",
                "XA-0000",
                "YA-0000",
                "ZA-0000",
                "AB-0000",
                "BB-0000",
                "CB-0000",
                "DB-0000",
                "EB-0000",
                "FB-0000",
                "GB-0000",
                "HB-0000",
                "IB-0000",
                "JB-0000",
                "KB-0000",
                "LB-0000",
                "MB-0000",
                "NB-0000",
            ]
        ),
        "language": samples.text(8),
        "insured": True,
        "active": True,
        "height": samples.whole(20, 280),
        "weight": samples.real(0.3, 400.0),
        "photo": str(make_upload(samples.image()).pk),
        "notes": samples.text(80),
        "ward": ward_factory.make().pk,
        "carers": [make_user().pk],
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {
        "relatives": [make().pk],
        "bed": bed_factory.make().pk,
    }


def make(**given: Any) -> Patient:
    """A row as the API would make it."""
    serializer = PatientSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Patient = serializer.save()
    return row
