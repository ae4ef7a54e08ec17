"""Cases: what their API takes, refuses and hides."""

from app.case.model import Case
from app.case.tests import factory
from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests


class TestCaseApi(HistoryTests, EntityApiTests):
    path = "/api/cases/"
    model = Case
    factory = factory
    required = []
    refused = []
    broken = []
    filters = []
    searched = []
    ordered = ["id", "label", "context"]
