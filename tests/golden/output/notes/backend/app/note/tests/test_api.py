"""Notes: what their API takes, refuses and hides."""

from app.note.tests import factory
from app.tests.entity_api import EntityApiTests


class TestNoteApi(EntityApiTests):
    path = "/api/notes/"
    factory = factory
    required = []
    refused = []
    filters = ["text"]
    searched = ["text"]
    ordered = ["id", "label", "text"]
