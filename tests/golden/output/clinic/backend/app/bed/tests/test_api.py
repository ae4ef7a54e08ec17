"""Beds: what their API takes, refuses and hides."""

from app.bed.tests import factory
from app.tests.entity_api import EntityApiTests


class TestBedApi(EntityApiTests):
    path = "/api/beds/"
    factory = factory
    required = []
    refused = [
        ("number", "neither this nor that"),
    ]
    filters = ["number"]
    searched = []
    ordered = ["id", "label", "number"]
