"""Objects: what their API takes, refuses and hides."""

from app.object.tests import factory
from app.tests.entity_api import EntityApiTests


class TestObjectApi(EntityApiTests):
    path = "/api/objects/"
    factory = factory
    required = []
    refused = [
        ("instance", "neither this nor that"),
        ("data", "\0"),
        ("errors", "neither this nor that"),
        ("queryset", "x" * 256),
    ]
    filters = ["instance", "errors", "queryset"]
    searched = ["queryset"]
    ordered = ["id", "label", "instance", "errors", "queryset"]
