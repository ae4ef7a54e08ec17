"""Robert drop tables: their part of the API."""

from api.history import HistoryMixin
from api.restoring import RestoreMixin
from api.transitions import TransitionsMixin
from api.viewsets import EntityViewSet
from app.robert_drop_table.filters import RobertDropTableFilter
from app.robert_drop_table.model import RobertDropTable
from app.robert_drop_table.serializer import RobertDropTableSerializer


class RobertDropTableViewSet(
    HistoryMixin[RobertDropTable],
    TransitionsMixin[RobertDropTable],
    RestoreMixin[RobertDropTable],
    EntityViewSet[RobertDropTable],
):
    queryset = RobertDropTable.all_objects.select_related("property")
    serializer_class = RobertDropTableSerializer
    filterset_class = RobertDropTableFilter
    search_fields = ["select", "serial"]
    ordering_fields = [
        "id",
        "label",
        "select",
        "where_am_i",
        "type",
        "order",
        "code",
        "case",
        "sum",
        "serial",
        "property",
    ]
    ordering_paths = {
        "label": ["select"],
        "property": ["property__table"],
    }
    ordering = ["-id"]
