"""How a row's file stands in the API: what it is when it is read, the id of an upload when it is written."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from uploads.kinds import fits
from uploads.models import Upload

FILE = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "size": {"type": "integer"},
        "type": {"type": "string"},
        "url": {"type": "string"},
    },
    "required": ["name", "size", "type", "url"],
}


class UploadField(serializers.Field[Any, Any, Any, Any]):
    """Takes uploads of the given media types (`image/*`; none given: any), at most `max_size` bytes long."""

    def __init__(self, *, kinds: Sequence[str] = (), max_size: int, **options: Any) -> None:
        self.kinds, self.max_size = list(kinds), max_size
        super().__init__(**options)

    def to_representation(self, value: Upload) -> dict[str, Any]:
        return {"name": value.name, "size": value.size, "type": value.type, "url": reverse("upload", args=[value.pk])}

    def to_internal_value(self, data: Any) -> Upload:
        row = getattr(self.parent, "instance", None)
        held: Upload | None = row and getattr(row, cast(str, self.source))
        if held is not None and data in (str(held.pk), self.to_representation(held)):
            return held
        upload = self._sent(data)
        if not fits(upload.type, self.kinds):
            raise ValidationError([_("Send a file of the kind %(kinds)s.") % {"kinds": ", ".join(self.kinds)}])
        if upload.size > self.max_size:
            raise ValidationError([_("Send a file of at most %(size)s bytes.") % {"size": self.max_size}])
        return upload

    def _sent(self, data: Any) -> Upload:
        """An upload of whoever asks that no row holds in this field yet."""
        request = self.context.get("request")
        mine = Upload.objects.all()
        if request is not None:
            mine = mine.filter(Q(uploaded_by=request.user) | Q(uploaded_by=None))
        upload = mine.filter(pk=data).first() if _is_uuid(data) else None
        if upload is None:
            raise ValidationError([_("Send the id of a file that you have uploaded.")])
        model = cast(Any, self.parent).Meta.model
        if model._base_manager.filter(**{cast(str, self.source): upload}).exists():
            raise ValidationError([_("Another row holds this file. Upload it again.")])
        return upload


def _is_uuid(data: Any) -> bool:
    try:
        return UUID(data) is not None
    except (ValueError, TypeError, AttributeError):
        return False


class UploadExtension(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """How the API's description speaks of a file."""

    target_class = UploadField

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        return FILE if direction == "response" else {"type": "string", "format": "uuid"}
