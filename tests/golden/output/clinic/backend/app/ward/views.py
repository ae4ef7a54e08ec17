"""Wards: their part of the API."""

from api.history import HistoryMixin
from api.viewsets import EntityViewSet
from app.ward.filters import WardFilter
from app.ward.model import Ward
from app.ward.serializer import WardSerializer


class WardViewSet(HistoryMixin[Ward], EntityViewSet[Ward]):
    queryset = Ward.objects.select_related("parent", "speaker").prefetch_related("nurses")
    serializer_class = WardSerializer
    filterset_class = WardFilter
    search_fields = ["name", "code", "parent__name", "speaker__name"]
    ordering_fields = ["id", "label", "name", "code", "beds", "budget", "colour", "opened", "parent", "speaker"]
    ordering_paths = {
        "label": ["name"],
        "parent": ["parent__name"],
        "speaker": ["speaker__name"],
    }
    ordering = ["name"]
