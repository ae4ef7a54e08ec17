"""Rounds: their part of the API."""

from api.history import HistoryMixin
from api.viewsets import EntityViewSet
from app.round.filters import RoundFilter
from app.round.model import Round
from app.round.serializer import RoundSerializer


class RoundViewSet(HistoryMixin[Round], EntityViewSet[Round]):
    queryset = Round.objects.select_related("upper")
    serializer_class = RoundSerializer
    filterset_class = RoundFilter
    search_fields = ["upper__upload"]
    ordering_fields = ["id", "label", "days", "now", "upper"]
    ordering_paths = {
        "label": ["id"],
        "upper": ["upper__upload"],
    }
    ordering = ["-id"]
