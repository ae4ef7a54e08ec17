"""Wards: their part of the API."""

from api.viewsets import EntityViewSet
from app.ward.filters import WardFilter
from app.ward.model import Ward
from app.ward.serializer import WardSerializer


class WardViewSet(EntityViewSet[Ward]):
    queryset = Ward.objects.select_related("parent", "speaker")
    serializer_class = WardSerializer
    filterset_class = WardFilter
    search_fields = ["name", "parent__name", "speaker__name"]
    ordering_fields = ["id", "label", "name", "beds", "budget", "parent", "speaker"]
    ordering_paths = {
        "label": ["name"],
        "parent": ["parent__name"],
        "speaker": ["speaker__name"],
    }
    ordering = ["-id"]
