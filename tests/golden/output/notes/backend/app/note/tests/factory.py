"""Makes notes for tests."""

from typing import Any

from app.note.model import Note
from app.note.serializer import NoteSerializer
from app.tests import samples


def payload(**given: Any) -> dict[str, Any]:
    """What the API takes for a new row: every field that can be set, and the relations that are required."""
    return {
        "text": samples.text(80),
        **given,
    }


def links() -> dict[str, Any]:
    """What the API takes for the relations that are not required and can be changed later."""
    return {}


def make(**given: Any) -> Note:
    """A row as the API would make it."""
    serializer = NoteSerializer(data=payload(**given))
    serializer.is_valid(raise_exception=True)
    row: Note = serializer.save()
    return row
