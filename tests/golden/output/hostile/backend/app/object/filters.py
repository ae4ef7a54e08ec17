"""Objects: what a list may be filtered by."""

from api.filters import EXACT, ID, RANGE, TEXT, EntityFilterSet
from app.object.model import Object


class ObjectFilter(EntityFilterSet):
    class Meta:
        model = Object
        fields = {
            "id": ID,
            "instance": EXACT,
            "errors": RANGE,
            "queryset": TEXT,
        }
