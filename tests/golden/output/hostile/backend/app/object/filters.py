"""Objects: what a list may be filtered by."""

from api.filters import CHOICE, CHOSEN, FILE, ID, RANGE, RELATION, REVERSE, TEXT, YES_OR_NO, EntityFilterSet
from app.object.model import Object


class ObjectFilter(EntityFilterSet):
    class Meta:
        model = Object
        fields = {
            "id": ID,
            "instance": YES_OR_NO,
            "errors": RANGE,
            "queryset": TEXT,
            "colour": CHOICE,
            "scan": FILE,
            "count": CHOSEN,
            "kwargs": RELATION,
            "cases": REVERSE,
        }
