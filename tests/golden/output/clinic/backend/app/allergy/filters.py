"""Allergies: what a list may be filtered by."""

from api.filters import ID, TEXT, EntityFilterSet
from app.allergy.model import Allergy


class AllergyFilter(EntityFilterSet):
    class Meta:
        model = Allergy
        fields = {
            "id": ID,
            "name": TEXT,
        }
