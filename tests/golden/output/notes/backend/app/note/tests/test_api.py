"""Notes: what their API takes, refuses and hides."""

from app.note.model import Note
from app.note.tests import factory
from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests


class TestNoteApi(HistoryTests, EntityApiTests):
    path = "/api/notes/"
    model = Note
    factory = factory
    required = []
    refused = []
    broken = []
    filters = ["text"]
    searched = ["text"]
    ordered = ["id", "label", "text"]
