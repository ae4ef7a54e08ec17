"""Wards: what their API takes, refuses and hides."""

from decimal import Decimal

from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests
from app.ward.model import Ward
from app.ward.tests import factory


class TestWardApi(HistoryTests, EntityApiTests):
    path = "/api/wards/"
    model = Ward
    factory = factory
    required = ["name", "code"]
    refused = [
        ("name", "x" * 81),
        ("code", "x" * 101),
        ("code", "neither this nor that"),
        ("beds", "-1"),
        ("beds", "501"),
        ("beds", "neither this nor that"),
        ("budget", "-0.5"),
        ("budget", "neither this nor that"),
        ("colour", "neither this nor that"),
        ("opened", "neither this nor that"),
    ]
    broken = [
        ("code", "?", "ward__code__form"),
        ("beds", -1, "ward__beds__min"),
        ("beds", 501, "ward__beds__max"),
        ("budget", Decimal("-0.5"), "ward__budget__min"),
        ("colour", "?", "ward__colour__form"),
    ]
    unique = ["name", "code"]
    unchangeable = ["code"]
    filters = ["name", "code", "beds", "budget", "colour", "opened"]
    searched = ["name", "code"]
    ordered = ["id", "label", "name", "code", "beds", "budget", "colour", "opened", "parent", "speaker"]
