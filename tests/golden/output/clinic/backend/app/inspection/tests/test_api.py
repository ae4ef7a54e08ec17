"""Inspections: what their API takes, refuses and hides."""

from app.inspection.tests import factory
from app.tests.entity_api import EntityApiTests


class TestInspectionApi(EntityApiTests):
    path = "/api/inspections/"
    factory = factory
    required = ["outcome", "visit"]
    refused = [
        ("outcome", "no such value"),
    ]
    filters = ["outcome"]
    searched = []
    ordered = ["id", "label", "outcome", "visit"]
