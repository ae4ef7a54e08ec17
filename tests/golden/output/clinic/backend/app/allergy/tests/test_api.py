"""Allergies: what their API takes, refuses and hides."""

from app.allergy.tests import factory
from app.tests.entity_api import EntityApiTests


class TestAllergyApi(EntityApiTests):
    path = "/api/allergies/"
    factory = factory
    required = ["name"]
    refused = [
        ("name", "x" * 256),
    ]
    filters = ["name"]
    searched = ["name"]
    ordered = ["id", "label", "name"]
