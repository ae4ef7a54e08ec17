"""Groups: their part of the API."""

from api.history import HistoryMixin
from api.viewsets import EntityViewSet
from app.group.filters import GroupFilter
from app.group.model import Group
from app.group.serializer import GroupSerializer


class GroupViewSet(HistoryMixin[Group], EntityViewSet[Group]):
    queryset = Group.objects.select_related("meta")
    serializer_class = GroupSerializer
    filterset_class = GroupFilter
    search_fields = ["table", "meta__name", "meta__email"]
    ordering_fields = ["id", "label", "table", "meta"]
    ordering_paths = {
        "label": ["table"],
        "meta": ["meta__name", "meta__email"],
    }
    ordering = ["-id"]
