"""Notes: their part of the API."""

from api.history import HistoryMixin
from api.viewsets import EntityViewSet
from app.note.filters import NoteFilter
from app.note.model import Note
from app.note.serializer import NoteSerializer


class NoteViewSet(HistoryMixin[Note], EntityViewSet[Note]):
    queryset = Note.objects.all()
    serializer_class = NoteSerializer
    filterset_class = NoteFilter
    search_fields = ["text"]
    ordering_fields = ["id", "label", "text"]
    ordering_paths = {
        "label": ["id"],
    }
    ordering = ["-id"]
