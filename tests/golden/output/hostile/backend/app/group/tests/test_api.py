"""Groups: what their API takes, refuses and hides."""

from app.group.model import Group
from app.group.tests import factory
from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests


class TestGroupApi(HistoryTests, EntityApiTests):
    path = "/api/groups/"
    model = Group
    factory = factory
    required = ["table"]
    refused = [
        ("table", "x" * 256),
    ]
    broken = []
    filters = ["table"]
    searched = ["table"]
    ordered = ["id", "label", "table", "meta"]
