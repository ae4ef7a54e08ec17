"""Beds: what their API takes, refuses and hides."""

from app.bed.model import Bed
from app.bed.tests import factory
from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests


class TestBedApi(HistoryTests, EntityApiTests):
    path = "/api/beds/"
    model = Bed
    factory = factory
    required = []
    refused = [
        ("number", "neither this nor that"),
        ("equipment", ["no such value"]),
        ("equipment", ["oxygen", "oxygen"]),
        ("equipment", []),
    ]
    broken = [
        ("equipment", ["no such value"], "bed__equipment__members"),
        ("equipment", [], "bed__equipment__least"),
    ]
    filters = ["number"]
    searched = []
    ordered = ["id", "label", "number"]
