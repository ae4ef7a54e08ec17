"""Robert drop tables: their part of the API."""

from api.viewsets import EntityViewSet
from app.robert_drop_table.filters import RobertDropTableFilter
from app.robert_drop_table.model import RobertDropTable
from app.robert_drop_table.serializer import RobertDropTableSerializer


class RobertDropTableViewSet(EntityViewSet[RobertDropTable]):
    queryset = RobertDropTable.objects.select_related("property")
    serializer_class = RobertDropTableSerializer
    filterset_class = RobertDropTableFilter
    search_fields = ["select", "where_am_i", "property__table"]
    ordering_fields = ["id", "label", "select", "where_am_i", "type", "order", "property"]
    ordering_paths = {
        "label": ["select"],
        "property": ["property__table"],
    }
    ordering = ["-id"]
