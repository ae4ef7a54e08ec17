"""Beds: what a list may be filtered by."""

from api.filters import ID, RANGE, EntityFilterSet
from app.bed.model import Bed


class BedFilter(EntityFilterSet):
    class Meta:
        model = Bed
        fields = {
            "id": ID,
            "number": RANGE,
        }
