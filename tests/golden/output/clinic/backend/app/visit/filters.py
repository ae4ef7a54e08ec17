"""Visits: what a list may be filtered by."""

from api.filters import CHOICE, CHOSEN, DATE, FILE, ID, RANGE, RELATION, REVERSE, TEXT, YES_OR_NO, EntityFilterSet
from app.visit.model import Visit


class VisitFilter(EntityFilterSet):
    class Meta:
        model = Visit
        fields = {
            "id": ID,
            "at": DATE,
            "state": CHOICE,
            "urgency": CHOICE,
            "needs": CHOSEN,
            "fee": RANGE,
            "extra": RANGE,
            "total": RANGE,
            "urgent": YES_OR_NO,
            "length": RANGE,
            "begins": RANGE,
            "key": CHOICE,
            "site": TEXT,
            "letter": FILE,
            "number": RANGE,
            "source": TEXT,
            "patient": RELATION,
            "doctor": RELATION,
            "bed": RELATION,
            "prescriptions": REVERSE,
            "inspection": REVERSE,
        }
