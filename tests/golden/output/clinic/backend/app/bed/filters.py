"""Beds: what a list may be filtered by."""

from api.filters import CHOSEN, ID, RANGE, REVERSE, EntityFilterSet
from app.bed.model import Bed


class BedFilter(EntityFilterSet):
    class Meta:
        model = Bed
        fields = {
            "id": ID,
            "number": RANGE,
            "equipment": CHOSEN,
            "visits": REVERSE,
            "patient": REVERSE,
        }
