"""Robert drop tables: what a list may be filtered by."""

from api.filters import CHOICE, ID, RANGE, RELATION, REVERSE, TEXT, EntityFilterSet
from app.robert_drop_table.model import RobertDropTable


class RobertDropTableFilter(EntityFilterSet):
    class Meta:
        model = RobertDropTable
        fields = {
            "id": ID,
            "select": TEXT,
            "where_am_i": TEXT,
            "type": CHOICE,
            "order": RANGE,
            "code": TEXT,
            "case": CHOICE,
            "sum": TEXT,
            "serial": TEXT,
            "property": RELATION,
            "args": REVERSE,
        }
