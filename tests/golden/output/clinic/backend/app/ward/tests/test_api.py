"""Wards: what their API takes, refuses and hides."""

from app.tests.entity_api import EntityApiTests
from app.ward.tests import factory


class TestWardApi(EntityApiTests):
    path = "/api/wards/"
    factory = factory
    required = ["name"]
    refused = [
        ("name", "x" * 81),
        ("beds", "-1"),
        ("beds", "501"),
        ("beds", "neither this nor that"),
        ("budget", "-0.5"),
        ("budget", "neither this nor that"),
    ]
    filters = ["name", "beds", "budget"]
    searched = ["name"]
    ordered = ["id", "label", "name", "beds", "budget", "parent", "speaker"]
