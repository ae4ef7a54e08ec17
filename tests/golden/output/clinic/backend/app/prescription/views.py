"""Prescriptions: their part of the API."""

from api.history import HistoryMixin
from api.viewsets import EntityViewSet
from app.prescription.filters import PrescriptionFilter
from app.prescription.model import Prescription
from app.prescription.serializer import PrescriptionSerializer


class PrescriptionViewSet(HistoryMixin[Prescription], EntityViewSet[Prescription]):
    queryset = Prescription.objects.select_related("visit", "signed_by")
    serializer_class = PrescriptionSerializer
    filterset_class = PrescriptionFilter
    search_fields = ["drug", "summary", "signed_by__name", "signed_by__email"]
    ordering_fields = ["id", "label", "drug", "days", "starts", "ends", "summary", "visit", "signed_by"]
    ordering_paths = {
        "label": ["drug"],
        "visit": ["visit__at"],
        "signed_by": ["signed_by__name", "signed_by__email"],
    }
    ordering = ["-id"]
