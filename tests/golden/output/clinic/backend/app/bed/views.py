"""Beds: their part of the API."""

from api.history import HistoryMixin
from api.viewsets import EntityViewSet
from app.bed.filters import BedFilter
from app.bed.model import Bed
from app.bed.serializer import BedSerializer


class BedViewSet(HistoryMixin[Bed], EntityViewSet[Bed]):
    queryset = Bed.objects.all()
    serializer_class = BedSerializer
    filterset_class = BedFilter
    ordering_fields = ["id", "label", "number"]
    ordering_paths = {
        "label": ["id"],
    }
    ordering = ["-id"]
