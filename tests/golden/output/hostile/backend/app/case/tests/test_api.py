"""Cases: what their API takes, refuses and hides."""

from app.case.tests import factory
from app.tests.entity_api import EntityApiTests


class TestCaseApi(EntityApiTests):
    path = "/api/cases/"
    factory = factory
    required = []
    refused = []
    filters = []
    searched = []
    ordered = ["id", "label", "context"]
