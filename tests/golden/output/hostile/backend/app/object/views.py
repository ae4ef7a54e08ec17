"""Objects: their part of the API."""

from api.history import HistoryMixin
from api.viewsets import EntityViewSet
from app.object.filters import ObjectFilter
from app.object.model import Object
from app.object.serializer import ObjectSerializer


class ObjectViewSet(HistoryMixin[Object], EntityViewSet[Object]):
    queryset = Object.objects.select_related("scan").prefetch_related("kwargs")
    serializer_class = ObjectSerializer
    filterset_class = ObjectFilter
    search_fields = ["queryset"]
    ordering_fields = ["id", "label", "instance", "errors", "queryset", "colour"]
    ordering_paths = {
        "label": ["queryset"],
    }
    ordering = ["-id"]
