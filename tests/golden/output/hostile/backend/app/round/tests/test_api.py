"""Rounds: what their API takes, refuses and hides."""

from app.round.model import Round
from app.round.tests import factory
from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests


class TestRoundApi(HistoryTests, EntityApiTests):
    path = "/api/rounds/"
    model = Round
    factory = factory
    required = ["upper"]
    refused = [
        ("days", "-6"),
        ("days", "0"),
        ("days", "neither this nor that"),
    ]
    broken = [
        ("days", -6, "round__days__min"),
        ("days", 0, "round__days__max"),
    ]
    unchangeable = ["now"]
    filters = ["days"]
    searched = []
    ordered = ["id", "label", "days", "now", "upper"]
