"""Every model of the application, where Django looks for them."""

from app.note.model import Note

__all__ = [
    "Note",
]
