"""Files that were sent: what is known of them, and where they lie."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models


def place(upload: "Upload", filename: str) -> str:
    """Where the file lies. What it was called by those who sent it has no say in that."""
    key: UUID = upload.pk
    return f"uploads/{key.hex[:2]}/{key.hex}"


class Upload(models.Model):
    """A file, whether a row holds it already or nobody has claimed it yet."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.FileField(upload_to=place)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    type = models.CharField(max_length=127)
    uploaded_at = models.DateTimeField(auto_now_add=True, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.name

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """The row goes first: a file without a row can be removed later, a row without its file is a loss."""
        storage, name = self.file.storage, self.file.name
        deleted = super().delete(*args, **options)
        storage.delete(name)
        return deleted
