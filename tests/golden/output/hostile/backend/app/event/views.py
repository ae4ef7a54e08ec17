"""Events: their part of the API."""

from api.history import HistoryMixin
from api.viewsets import EntityViewSet
from app.event.filters import EventFilter
from app.event.model import Event
from app.event.serializer import EventSerializer


class EventViewSet(HistoryMixin[Event], EntityViewSet[Event]):
    queryset = Event.objects.all()
    serializer_class = EventSerializer
    filterset_class = EventFilter
    search_fields = ["upload", "change"]
    ordering_fields = ["id", "label", "date", "time", "timezone", "datetime", "cast", "upload", "change"]
    ordering_paths = {
        "label": ["upload"],
    }
    ordering = ["-id"]
