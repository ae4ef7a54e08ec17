"""Wards: what a list may be filtered by."""

from api.filters import ID, RANGE, RELATION, TEXT, EntityFilterSet
from app.ward.model import Ward


class WardFilter(EntityFilterSet):
    class Meta:
        model = Ward
        fields = {
            "id": ID,
            "name": TEXT,
            "beds": RANGE,
            "budget": RANGE,
            "parent": RELATION,
            "speaker": RELATION,
        }
