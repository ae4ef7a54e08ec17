"""Visits: what their API takes, refuses and hides."""

from decimal import Decimal

from app.prescription.tests import factory as prescription_factory
from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests
from app.tests.written_rows import NestedTests, TransitionTests
from app.visit.model import Visit
from app.visit.tests import factory
from uploads.tests.factory import make_upload


class TestVisitApi(HistoryTests, NestedTests, TransitionTests, EntityApiTests):
    path = "/api/visits/"
    model = Visit
    factory = factory
    required = ["patient"]
    refused = [
        ("at", "neither this nor that"),
        ("urgency", "no such value"),
        ("needs", ["no such value"]),
        ("needs", ["oxygen", "oxygen"]),
        ("fee", "-1"),
        ("fee", "neither this nor that"),
        ("extra", "-1"),
        ("extra", "neither this nor that"),
        ("length", "neither this nor that"),
        ("begins", "neither this nor that"),
        ("key", "neither this nor that"),
        ("site", "x" * 2001),
        ("site", "neither this nor that"),
        ("letter", "neither this nor that"),
        ("letter", lambda: str(make_upload(b"\x7fELF", "program", kind="application/x-elf").pk)),
        ("letter", lambda: str(make_upload(size=10000001).pk)),
        ("findings", "\0"),
        ("number", "neither this nor that"),
    ]
    broken = [
        ("state", "no such value", "visit__state__values"),
        ("urgency", "no such value", "visit__urgency__values"),
        ("needs", ["no such value"], "visit__needs__members"),
        ("needs", ["oxygen"] * 3, "visit__needs__most"),
        ("fee", Decimal("-1"), "visit__fee__min"),
        ("extra", Decimal("-1"), "visit__extra__min"),
    ]
    unique = ["key"]
    unchangeable = ["total", "urgent", "source", "patient"]
    children = {
        "prescriptions": (prescription_factory, "visit"),
    }
    filters = ["at", "state", "urgency", "fee", "extra", "length", "begins", "key", "site", "number"]
    searched = ["site"]
    ordered = [
        "id",
        "label",
        "at",
        "state",
        "urgency",
        "fee",
        "extra",
        "total",
        "urgent",
        "length",
        "begins",
        "key",
        "site",
        "number",
        "source",
        "patient",
        "doctor",
        "bed",
    ]
