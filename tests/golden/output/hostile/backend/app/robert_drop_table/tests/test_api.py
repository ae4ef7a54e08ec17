"""Robert drop tables: what their API takes, refuses and hides."""

from app.robert_drop_table.tests import factory
from app.tests.entity_api import EntityApiTests


class TestRobertDropTableApi(EntityApiTests):
    path = "/api/robert-drop-tables/"
    factory = factory
    required = ["order"]
    refused = [
        ("select", "x" * 256),
        ("type", "no such value"),
        ("order", "neither this nor that"),
    ]
    filters = ["select", "where_am_i", "type", "order"]
    searched = ["select", "where_am_i"]
    ordered = ["id", "label", "select", "where_am_i", "type", "order", "property"]
