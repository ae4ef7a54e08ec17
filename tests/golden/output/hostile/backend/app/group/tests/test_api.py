"""Groups: what their API takes, refuses and hides."""

from app.group.tests import factory
from app.tests.entity_api import EntityApiTests


class TestGroupApi(EntityApiTests):
    path = "/api/groups/"
    factory = factory
    required = ["table"]
    refused = [
        ("table", "x" * 256),
    ]
    filters = ["table"]
    searched = ["table"]
    ordered = ["id", "label", "table", "meta"]
