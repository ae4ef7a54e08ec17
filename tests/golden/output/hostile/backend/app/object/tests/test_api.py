"""Objects: what their API takes, refuses and hides."""

from app.object.model import Object
from app.object.tests import factory
from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests
from uploads.tests.factory import make_upload


class TestObjectApi(HistoryTests, EntityApiTests):
    path = "/api/objects/"
    model = Object
    factory = factory
    required = []
    refused = [
        ("instance", "neither this nor that"),
        ("data", "\0"),
        ("errors", "neither this nor that"),
        ("queryset", "x" * 256),
        ("colour", "neither this nor that"),
        ("scan", "neither this nor that"),
        ("scan", lambda: str(make_upload(size=10000001).pk)),
        ("count", ["no such value"]),
        ("count", ["name", "name"]),
    ]
    broken = [
        ("colour", "?", "object__colour__form"),
        ("count", ["no such value"], "object__count__members"),
    ]
    filters = ["instance", "errors", "queryset", "colour"]
    searched = ["queryset"]
    ordered = ["id", "label", "instance", "errors", "queryset", "colour"]
