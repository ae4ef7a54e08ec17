"""Robert drop tables: what their API takes, refuses and hides."""

from app.robert_drop_table.model import RobertDropTable
from app.robert_drop_table.tests import factory
from app.tests.entity_api import EntityApiTests
from app.tests.kept_rows import HistoryTests, SoftDeleteTests
from app.tests.written_rows import TransitionTests


class TestRobertDropTableApi(HistoryTests, SoftDeleteTests, TransitionTests, EntityApiTests):
    path = "/api/robert-drop-tables/"
    model = RobertDropTable
    factory = factory
    required = ["order"]
    refused = [
        ("select", "x" * 256),
        ("type", "no such value"),
        ("order", "neither this nor that"),
        ("code", "x" * 41),
        ("code", "?"),
    ]
    broken = [
        ("type", "no such value", "robert_drop_table__type__values"),
        ("code", "?", "robert_drop_table__code__pattern"),
        ("case", "no such value", "robert_drop_table__case__values"),
    ]
    unchangeable = ["sum", "serial"]
    filters = ["select", "where_am_i", "type", "order", "code", "case"]
    searched = ["select"]
    ordered = ["id", "label", "select", "where_am_i", "type", "order", "code", "case", "sum", "serial", "property"]
