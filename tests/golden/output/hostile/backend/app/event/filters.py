"""Events: what a list may be filtered by."""

from api.filters import CHOSEN, DATE, ID, RANGE, REVERSE, TEXT, EntityFilterSet
from app.event.model import Event


class EventFilter(EntityFilterSet):
    class Meta:
        model = Event
        fields = {
            "id": ID,
            "date": DATE,
            "time": RANGE,
            "timezone": DATE,
            "datetime": RANGE,
            "list": CHOSEN,
            "cast": RANGE,
            "upload": TEXT,
            "change": TEXT,
            "rounds": REVERSE,
        }
