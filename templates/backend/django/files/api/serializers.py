"""What every entity's serializer shares."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models
from rest_framework import serializers

from api.scoping import ScopedSerializerMixin

M = TypeVar("M", bound=models.Model)


class EntitySerializer(ScopedSerializerMixin[M]):
    """A row with its `label`, the text by which people know it."""

    label = serializers.CharField(source="__str__", read_only=True)  # type: ignore[assignment]

    def to_internal_value(self, data: Any) -> Any:
        """Nothing is nothing: null and the empty text both mean what the column holds for it."""
        if not isinstance(data, Mapping):
            return super().to_internal_value(data)
        given = dict(data)
        for field in self._writable_fields:
            if given.get(field.field_name, 0) in (None, "") and _holds_text(field):
                given[field.field_name] = None if field.allow_null else ""
        return super().to_internal_value(given)


def _holds_text(field: serializers.Field[Any, Any, Any, Any]) -> bool:
    return isinstance(field, serializers.CharField | serializers.ChoiceField)
