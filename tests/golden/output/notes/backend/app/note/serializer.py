"""Notes: what the API shows and takes."""

from api.serializers import EntitySerializer
from app.note.model import Note


class NoteSerializer(EntitySerializer[Note]):
    class Meta:
        model = Note
        fields = [
            "id",
            "label",
            "_version",
            "_can",
            "text",
        ]
