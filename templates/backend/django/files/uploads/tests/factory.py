"""Makes uploads for tests."""

from django.core.files.base import ContentFile

from uploads.kinds import kind_of
from uploads.models import Upload


def make_upload(
    content: bytes = b"Hello", name: str = "hello.txt", *, kind: str | None = None, size: int | None = None
) -> Upload:
    """An upload that nobody has claimed; its kind and its size are told truly unless they are given."""
    file = ContentFile(content, name=name)
    return Upload.objects.create(
        file=file, name=name, size=len(content) if size is None else size, type=kind or kind_of(file, name)
    )
