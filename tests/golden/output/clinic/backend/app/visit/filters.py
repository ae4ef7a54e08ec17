"""Visits: what a list may be filtered by."""

from api.filters import CHOICE, ID, RANGE, RELATION, TEXT, EntityFilterSet
from app.visit.model import Visit


class VisitFilter(EntityFilterSet):
    class Meta:
        model = Visit
        fields = {
            "id": ID,
            "at": RANGE,
            "state": CHOICE,
            "urgency": CHOICE,
            "length": RANGE,
            "begins": RANGE,
            "key": CHOICE,
            "site": TEXT,
            "number": RANGE,
            "patient": RELATION,
            "doctor": RELATION,
            "bed": RELATION,
        }
