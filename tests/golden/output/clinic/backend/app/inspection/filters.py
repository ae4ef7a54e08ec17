"""Inspections: what a list may be filtered by."""

from api.filters import CHOICE, ID, RELATION, EntityFilterSet
from app.inspection.model import Inspection


class InspectionFilter(EntityFilterSet):
    class Meta:
        model = Inspection
        fields = {
            "id": ID,
            "outcome": CHOICE,
            "visit": RELATION,
        }
