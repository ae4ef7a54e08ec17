"""Allergies: their part of the API."""

from api.history import HistoryMixin
from api.viewsets import EntityViewSet
from app.allergy.filters import AllergyFilter
from app.allergy.model import Allergy
from app.allergy.serializer import AllergySerializer


class AllergyViewSet(HistoryMixin[Allergy], EntityViewSet[Allergy]):
    queryset = Allergy.objects.all()
    serializer_class = AllergySerializer
    filterset_class = AllergyFilter
    search_fields = ["name"]
    ordering_fields = ["id", "label", "name"]
    ordering_paths = {
        "label": ["name"],
    }
    ordering = ["-id"]
