"""Cases: their part of the API."""

from api.history import HistoryMixin
from api.viewsets import EntityViewSet
from app.case.filters import CaseFilter
from app.case.model import Case
from app.case.serializer import CaseSerializer


class CaseViewSet(HistoryMixin[Case], EntityViewSet[Case]):
    queryset = Case.objects.select_related("context")
    serializer_class = CaseSerializer
    filterset_class = CaseFilter
    search_fields = ["context__queryset"]
    ordering_fields = ["id", "label", "context"]
    ordering_paths = {
        "label": ["id"],
        "context": ["context__queryset"],
    }
    ordering = ["-id"]
