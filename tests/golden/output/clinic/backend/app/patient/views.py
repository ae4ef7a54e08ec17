"""Patients: their part of the API."""

from api.history import HistoryMixin
from api.restoring import RestoreMixin
from api.viewsets import EntityViewSet
from app.patient.filters import PatientFilter
from app.patient.model import Patient
from app.patient.serializer import PatientSerializer


class PatientViewSet(HistoryMixin[Patient], RestoreMixin[Patient], EntityViewSet[Patient]):
    queryset = Patient.all_objects.select_related("photo", "ward", "bed").prefetch_related(
        "allergies", "relatives", "carers"
    )
    serializer_class = PatientSerializer
    filterset_class = PatientFilter
    search_fields = ["name", "number", "email"]
    ordering_fields = [
        "id",
        "label",
        "name",
        "number",
        "born",
        "email",
        "phone",
        "insurance",
        "language",
        "insured",
        "active",
        "height",
        "weight",
        "bulk",
        "notes",
        "ward",
        "bed",
    ]
    ordering_paths = {
        "label": ["name"],
        "ward": ["ward__name"],
        "bed": ["bed_id"],
    }
    ordering = ["name", "-born"]
