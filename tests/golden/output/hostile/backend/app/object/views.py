"""Objects: their part of the API."""

from api.viewsets import EntityViewSet
from app.object.filters import ObjectFilter
from app.object.model import Object
from app.object.serializer import ObjectSerializer


class ObjectViewSet(EntityViewSet[Object]):
    queryset = Object.objects.all()
    serializer_class = ObjectSerializer
    filterset_class = ObjectFilter
    search_fields = ["queryset"]
    ordering_fields = ["id", "label", "instance", "errors", "queryset"]
    ordering_paths = {
        "label": ["queryset"],
    }
    ordering = ["-id"]
