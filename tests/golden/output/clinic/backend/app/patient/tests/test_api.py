"""Patients: what their API takes, refuses and hides."""

from app.patient.tests import factory
from app.tests.entity_api import EntityApiTests


class TestPatientApi(EntityApiTests):
    path = "/api/patients/"
    factory = factory
    required = ["name", "born", "insured", "ward", "carers"]
    refused = [
        ("name", "x" * 256),
        ("born", "neither this nor that"),
        ("email", "x" * 255),
        ("email", "neither this nor that"),
        ("phone", "x" * 41),
        ("phone", "neither this nor that"),
        ("language", "x" * 9),
        ("insured", "neither this nor that"),
        ("active", "neither this nor that"),
        ("weight", "-0.7"),
        ("weight", "401.0"),
        ("weight", "infinity"),
    ]
    filters = ["name", "born", "email", "phone", "language", "insured", "active", "weight", "notes"]
    searched = ["name", "email", "phone", "language", "notes"]
    ordered = [
        "id",
        "label",
        "name",
        "born",
        "email",
        "phone",
        "language",
        "insured",
        "active",
        "weight",
        "notes",
        "ward",
    ]
