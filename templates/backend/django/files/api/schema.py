"""How the API describes itself: with the problems that each request may be answered by."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema as Schema
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework import serializers
from rest_framework.permissions import AllowAny

from api.problems import CONTENT_TYPE, TITLES
from api.relative import CHOICES
from api.serializers import EntitySerializer

PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "enum": [f"/problems/{slug}" for slug in TITLES]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": True, "description": "What is wrong, by field."},
    },
}

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "The version that the change is meant for, as its `ETag` says.",
}

ANSWERS = {
    "400": "What was sent is not valid, or cannot be read.",
    "401": "Nobody is signed in.",
    "403": "The user may not do this.",
    "404": "There is no such thing, or not for the user.",
    "405": "This cannot be done here.",
    "406": "It cannot be answered in this format.",
    "409": "It clashes with a rule, or with what someone else did.",
    "412": "Someone else changed it meanwhile.",
    "413": "It is too large.",
    "415": "This kind of content is not taken.",
    "429": "These are too many requests.",
}


class AutoSchema(Schema):
    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            self._register()
            for status in self._refusals(operation):
                operation["responses"].setdefault(status, _refusal(status))
            if "multipart/form-data" in operation.get("requestBody", {}).get("content", {}):
                operation["requestBody"]["required"] = True
            if self._may_match():
                operation.setdefault("parameters", []).append(IF_MATCH)
        return operation

    def _get_serializer_name(self, serializer: Any, direction: Any, bypass_extensions: bool = False) -> str:
        """Entities have the plain names. No entity can be called like what else the API speaks of."""
        name: str = super()._get_serializer_name(serializer, direction, bypass_extensions)
        return name if isinstance(serializer, EntitySerializer) or name.startswith("Api_") else f"Api_{name}"

    def _map_serializer(self, serializer: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        """Nobody is promised a field that their role may not let them read; an empty text may be sent as null."""
        shown = super()._map_serializer(serializer, direction, bypass_extensions)  # type: ignore[no-untyped-call]
        if not isinstance(serializer, EntitySerializer):
            return shown
        properties = shown.get("properties", {})
        if direction == "request":
            for name, told in properties.items():
                text = told.get("type") == "string" or "oneOf" in told
                if text and name not in shown.get("required", []):
                    told["nullable"] = True  # nothing is nothing
                if isinstance(getattr(serializer.fields.get(name), "child", None), serializers.ChoiceField):
                    told["uniqueItems"] = True  # nothing is chosen twice
            return shown
        for name, told in properties.items():
            if name.endswith(("_label", "_labels")):
                told.get("items", told)["nullable"] = True
        return {**shown, "required": ["id", "label"]}

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        """Decimals are shown as texts, and taken as texts or numbers."""
        shown = super()._map_serializer_field(field, direction, bypass_extensions)  # type: ignore[no-untyped-call]
        if direction == "request" and isinstance(field, serializers.DecimalField) and shown.get("type") == "string":
            told = {name: shown.pop(name) for name in ("description", "title", "nullable", "default") if name in shown}
            return {"anyOf": [shown, {"type": "number"}], **told}
        return shown

    def _get_filter_parameters(self) -> Any:
        """An empty value asks for nothing, whatever the format of others."""
        found = super()._get_filter_parameters()  # type: ignore[no-untyped-call]
        for parameter in found:
            parameter.get("schema", {}).pop("format", None)
            if parameter["name"].endswith("__relative"):
                parameter["schema"] = {"type": "string", "enum": ["", *(name for name, _label in CHOICES)]}
        return found

    def _register(self) -> None:
        component = ResolvedComponent(
            name="Api_Problem", type=ResolvedComponent.SCHEMA, object="problem", schema=PROBLEM
        )  # type: ignore[no-untyped-call]
        self.registry.register_on_missing(component)

    def _refusals(self, operation: dict[str, Any]) -> list[str]:
        found = ["400", "406"]
        permissions = [type(permission) for permission in self.view.get_permissions()]
        if AllowAny not in permissions:
            found += ["401", "403"]
        if "{" in self.path or getattr(self.view, "pagination_class", None) is not None:
            found.append("404")
        if self.method not in {"GET", "HEAD"}:
            found += ["403", "409", "413", "415"]
        if self._may_match():
            found.append("412")
        return [*found, "429"]

    def _may_match(self) -> bool:
        return self.method in {"PUT", "PATCH", "DELETE"} and hasattr(self.view, "bulk_update")


def _refusal(status: str) -> dict[str, Any]:
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Api_Problem"}}}
    return {"description": ANSWERS[status], "content": content}


class TimeExtension(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """A time of day has no time zone, unlike OpenAPI's own `time`."""

    target_class = "rest_framework.serializers.TimeField"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?$"}
