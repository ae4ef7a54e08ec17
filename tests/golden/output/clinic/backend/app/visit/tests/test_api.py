"""Visits: what their API takes, refuses and hides."""

from app.tests.entity_api import EntityApiTests
from app.visit.tests import factory


class TestVisitApi(EntityApiTests):
    path = "/api/visits/"
    factory = factory
    required = ["at", "patient"]
    refused = [
        ("at", "neither this nor that"),
        ("state", "no such value"),
        ("urgency", "no such value"),
        ("length", "neither this nor that"),
        ("begins", "neither this nor that"),
        ("key", "neither this nor that"),
        ("site", "x" * 2001),
        ("site", "neither this nor that"),
        ("findings", "\0"),
        ("number", "neither this nor that"),
    ]
    filters = ["at", "state", "urgency", "length", "begins", "key", "site", "number"]
    searched = ["site"]
    ordered = [
        "id",
        "label",
        "at",
        "state",
        "urgency",
        "length",
        "begins",
        "key",
        "site",
        "number",
        "patient",
        "doctor",
        "bed",
    ]
