"""Visits: their part of the API."""

from api.viewsets import EntityViewSet
from app.visit.filters import VisitFilter
from app.visit.model import Visit
from app.visit.serializer import VisitSerializer


class VisitViewSet(EntityViewSet[Visit]):
    queryset = Visit.objects.select_related("patient", "doctor", "bed")
    serializer_class = VisitSerializer
    filterset_class = VisitFilter
    search_fields = ["site", "patient__name", "doctor__name", "doctor__email"]
    ordering_fields = [
        "id",
        "label",
        "at",
        "state",
        "urgency",
        "length",
        "begins",
        "key",
        "site",
        "number",
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
    ordering = ["-id"]
