"""Reactions: what their API takes, refuses and hides."""

from app.reaction.model import Reaction
from app.reaction.tests import factory
from app.tests.entity_api import EntityApiTests


class TestReactionApi(EntityApiTests):
    path = "/api/reactions/"
    model = Reaction
    factory = factory
    required = ["severity", "patient", "allergy"]
    refused = [
        ("severity", "0"),
        ("severity", "6"),
        ("severity", "neither this nor that"),
    ]
    broken = [
        ("severity", 0, "reaction__severity__min"),
        ("severity", 6, "reaction__severity__max"),
    ]
    filters = ["severity"]
    searched = []
    ordered = ["id", "label", "severity", "patient", "allergy"]
