"""Visits: their part of the API."""

from api.history import HistoryMixin
from api.transitions import TransitionsMixin
from api.viewsets import EntityViewSet
from app.visit.filters import VisitFilter
from app.visit.model import Visit
from app.visit.serializer import VisitSerializer


class VisitViewSet(HistoryMixin[Visit], TransitionsMixin[Visit], EntityViewSet[Visit]):
    queryset = Visit.objects.select_related("letter", "patient", "doctor", "bed")
    serializer_class = VisitSerializer
    filterset_class = VisitFilter
    search_fields = ["site", "source", "patient__name", "doctor__name", "doctor__email"]
    ordering_fields = [
        "id",
        "label",
        "at",
        "state",
        "urgency",
        "fee",
        "extra",
        "total",
        "urgent",
        "length",
        "begins",
        "key",
        "site",
        "number",
        "source",
        "patient",
        "doctor",
        "bed",
    ]
    ordering_paths = {
        "label": ["at"],
        "patient": ["patient__name"],
        "doctor": ["doctor__name", "doctor__email"],
        "bed": ["bed_id"],
    }
    ordering = ["-at"]
