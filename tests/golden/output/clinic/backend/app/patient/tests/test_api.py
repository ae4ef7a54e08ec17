"""Patients: what their API takes, refuses and hides."""

from app.patient.model import Patient
from app.patient.tests import factory
from app.reaction.tests import factory as reaction_factory
from app.tests import samples
from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests, SoftDeleteTests
from app.tests.written_rows import NestedTests
from app.visit.tests import factory as visit_factory
from uploads.tests.factory import make_upload


class TestPatientApi(HistoryTests, NestedTests, SoftDeleteTests, EntityApiTests):
    path = "/api/patients/"
    model = Patient
    factory = factory
    required = ["name", "born", "insured", "ward", "carers"]
    refused = [
        ("name", "x" * 256),
        ("name", "x" * 1),
        ("born", "neither this nor that"),
        ("email", "x" * 255),
        ("email", "neither this nor that"),
        ("phone", "x" * 41),
        ("phone", "neither this nor that"),
        ("insurance", "x" * 13),
        ("insurance", "?"),
        ("language", "x" * 9),
        ("insured", "neither this nor that"),
        ("active", "neither this nor that"),
        ("height", "19"),
        ("height", "281"),
        ("height", "neither this nor that"),
        ("weight", "-0.7"),
        ("weight", "401.0"),
        ("weight", "infinity"),
        ("photo", "neither this nor that"),
        ("photo", lambda: str(make_upload(b"\x7fELF", "program", kind="application/x-elf").pk)),
        ("photo", lambda: str(make_upload(samples.image(), size=2000001).pk)),
        ("notes", "x" * 5001),
    ]
    broken = [
        ("name", "x" * 1, "patient__name__min_length"),
        ("phone", "?", "patient__phone__form"),
        ("insurance", "?", "patient__insurance__pattern"),
        ("height", 19, "patient__height__min"),
        ("height", 281, "patient__height__max"),
        ("weight", float("nan"), "patient__weight__finite"),
        ("weight", -0.7, "patient__weight__min"),
        ("weight", 401.0, "patient__weight__max"),
        ("notes", "x" * 5001, "patient__notes__max_length"),
    ]
    unique = ["email"]
    unchangeable = ["number", "bulk"]
    children = {
        "reactions": (reaction_factory, "patient"),
        "visits": (visit_factory, "patient"),
    }
    filters = ["name", "born", "email", "phone", "insurance", "language", "insured", "active", "height", "notes"]
    searched = ["name", "email"]
    ordered = [
        "id",
        "label",
        "name",
        "number",
        "born",
        "email",
        "phone",
        "insurance",
        "language",
        "insured",
        "active",
        "height",
        "weight",
        "bulk",
        "notes",
        "ward",
        "bed",
    ]
