"""Patients: their part of the API."""

from api.viewsets import EntityViewSet
from app.patient.filters import PatientFilter
from app.patient.model import Patient
from app.patient.serializer import PatientSerializer


class PatientViewSet(EntityViewSet[Patient]):
    queryset = Patient.objects.select_related("ward").prefetch_related("allergies", "relatives", "carers")
    serializer_class = PatientSerializer
    filterset_class = PatientFilter
    search_fields = ["name", "email", "phone", "language", "notes", "ward__name"]
    ordering_fields = [
        "id",
        "label",
        "name",
        "born",
        "email",
        "phone",
        "language",
        "insured",
        "active",
        "weight",
        "notes",
        "ward",
    ]
    ordering_paths = {
        "label": ["name"],
        "ward": ["ward__name"],
    }
    ordering = ["-id"]
