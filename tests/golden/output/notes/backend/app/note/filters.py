"""Notes: what a list may be filtered by."""

from api.filters import ID, TEXT, EntityFilterSet
from app.note.model import Note


class NoteFilter(EntityFilterSet):
    class Meta:
        model = Note
        fields = {
            "id": ID,
            "text": TEXT,
        }
