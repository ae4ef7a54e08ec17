"""Wards: what a list may be filtered by."""

from api.filters import CHOICE, DATE, ID, RANGE, RELATION, REVERSE, TEXT, EntityFilterSet
from app.ward.model import Ward


class WardFilter(EntityFilterSet):
    class Meta:
        model = Ward
        fields = {
            "id": ID,
            "name": TEXT,
            "code": TEXT,
            "beds": RANGE,
            "budget": RANGE,
            "colour": CHOICE,
            "opened": DATE,
            "nurses": RELATION,
            "parent": RELATION,
            "speaker": RELATION,
            "patients": REVERSE,
            "wards_as_parent": REVERSE,
        }
