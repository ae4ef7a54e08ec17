"""Inspections: their part of the API."""

from api.history import HistoryMixin
from api.viewsets import EntityViewSet
from app.inspection.filters import InspectionFilter
from app.inspection.model import Inspection
from app.inspection.serializer import InspectionSerializer


class InspectionViewSet(HistoryMixin[Inspection], EntityViewSet[Inspection]):
    queryset = Inspection.objects.select_related("visit")
    serializer_class = InspectionSerializer
    filterset_class = InspectionFilter
    ordering_fields = ["id", "label", "outcome", "visit"]
    ordering_paths = {
        "label": ["outcome"],
        "visit": ["visit__at"],
    }
    ordering = ["-id"]
