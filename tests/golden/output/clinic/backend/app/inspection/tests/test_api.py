"""Inspections: what their API takes, refuses and hides."""

from app.inspection.model import Inspection
from app.inspection.tests import factory
from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests


class TestInspectionApi(HistoryTests, EntityApiTests):
    path = "/api/inspections/"
    model = Inspection
    factory = factory
    required = ["outcome", "visit"]
    refused = [
        ("outcome", "no such value"),
    ]
    broken = [
        ("outcome", "no such value", "inspection__outcome__values"),
    ]
    filters = ["outcome"]
    searched = []
    ordered = ["id", "label", "outcome", "visit"]
