"""Allergies: what their API takes, refuses and hides."""

from app.allergy.model import Allergy
from app.allergy.tests import factory
from app.reaction.tests import factory as reaction_factory
from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests
from app.tests.written_rows import NestedTests


class TestAllergyApi(HistoryTests, NestedTests, EntityApiTests):
    path = "/api/allergies/"
    model = Allergy
    factory = factory
    required = ["name"]
    refused = [
        ("name", "x" * 256),
    ]
    broken = []
    children = {
        "reactions": (reaction_factory, "allergy"),
    }
    filters = ["name"]
    searched = ["name"]
    ordered = ["id", "label", "name"]
