"""Events: what their API takes, refuses and hides."""

from app.event.model import Event
from app.event.tests import factory
from app.round.tests import factory as round_factory
from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests
from app.tests.written_rows import NestedTests


class TestEventApi(HistoryTests, NestedTests, EntityApiTests):
    path = "/api/events/"
    model = Event
    factory = factory
    required = []
    refused = [
        ("date", "neither this nor that"),
        ("time", "neither this nor that"),
        ("timezone", "neither this nor that"),
        ("datetime", "neither this nor that"),
        ("list", ["no such value"]),
        ("list", ["name", "name"]),
        ("cast", "-3.5"),
        ("cast", "infinity"),
        ("upload", "x" * 101),
        ("upload", "neither this nor that"),
    ]
    broken = [
        ("list", ["no such value"], "event__list__members"),
        ("cast", float("nan"), "event__cast__finite"),
        ("cast", -3.5, "event__cast__min"),
        ("upload", "?", "event__upload__form"),
    ]
    children = {
        "rounds": (round_factory, "upper"),
    }
    filters = ["date", "time", "timezone", "datetime", "upload", "change"]
    searched = ["upload", "change"]
    ordered = ["id", "label", "date", "time", "timezone", "datetime", "cast", "upload", "change"]
