"""Allergies: what a list may be filtered by."""

from api.filters import ID, REVERSE, TEXT, EntityFilterSet
from app.allergy.model import Allergy


class AllergyFilter(EntityFilterSet):
    class Meta:
        model = Allergy
        fields = {
            "id": ID,
            "name": TEXT,
            "bearers": REVERSE,
            "reactions": REVERSE,
        }
