"""Prescriptions: what their API takes, refuses and hides."""

from app.prescription.model import Prescription
from app.prescription.tests import factory
from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests


class TestPrescriptionApi(HistoryTests, EntityApiTests):
    path = "/api/prescriptions/"
    model = Prescription
    factory = factory
    required = ["drug", "visit"]
    refused = [
        ("drug", "x" * 256),
        ("days", "0"),
        ("days", "91"),
        ("days", "neither this nor that"),
        ("starts", "neither this nor that"),
    ]
    broken = [
        ("days", 0, "prescription__days__min"),
        ("days", 91, "prescription__days__max"),
    ]
    unchangeable = ["ends", "summary"]
    filters = ["drug", "days", "starts"]
    searched = ["drug"]
    ordered = ["id", "label", "drug", "days", "starts", "ends", "summary", "visit", "signed_by"]
