"""Cases: what a list may be filtered by."""

from api.filters import ID, RELATION, EntityFilterSet
from app.case.model import Case


class CaseFilter(EntityFilterSet):
    class Meta:
        model = Case
        fields = {
            "id": ID,
            "context": RELATION,
        }
