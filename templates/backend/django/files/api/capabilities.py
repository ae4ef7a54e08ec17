"""What the one who asks may do with a row, so that a front end offers no more."""

from typing import Any, cast

from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.scoping import settable
from app.access.fields import writable
from app.access.grants import Visitor
from app.access.rows import may, may_take
from app.state_machine import transitions_of

SCHEMA = {
    "type": "object",
    "readOnly": True,
    "properties": {
        "update": {"type": "boolean"},
        "delete": {"type": "boolean"},
        "write": {"type": "array", "items": {"type": "string"}},
        "transitions": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["update", "delete", "write", "transitions"],
}


@extend_schema_field(SCHEMA)
class CapabilitiesField(serializers.Field[Any, Any, dict[str, Any], models.Model]):
    """Whether the row may be changed and deleted, which of its fields, and which steps its states can take now."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "source": "*", "read_only": True})

    def to_representation(self, value: models.Model) -> dict[str, Any]:
        user = cast(Visitor, self.context["request"].user)
        update = may(user, "update", value)
        steps = [step for step in transitions_of(type(value)) if step.starts_from(value)]
        writes = writable(user, value, type(value)) & settable(cast(Any, type(self.parent)), new=False)
        return {
            "update": update,
            "delete": may(user, "delete", value),
            "write": sorted(writes) if update else [],
            "transitions": [step.name for step in steps if may_take(user, step.name, value)],
        }
