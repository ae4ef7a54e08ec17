"""JSON Schemas made from the types: of all events, for programs that no one here wrote; of a spec, for editors."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from schemas.events import EVENTS
from schemas.spec import AppSpec

DIALECT = "https://json-schema.org/draft/2020-12/schema"

ADMITTED = {"app_id", "workspace_id", "requested_by", "build_no"}
"""What `schemas.admission` completes in a build that comes from outside."""

NAMED_AT_BIRTH = {"id", "name", "label", "plural", "plural_label", "reverse_name", "reverse_label", "stored_as"}
"""What `schemas.identity` makes in the parts of a spec, where it was left out."""

BORN = ("App", "Entity", "Field", "Transition", "Relation", "Enum", "EnumValue", "Role")

LEFT_OUT = {"Build": ADMITTED, **dict.fromkeys(BORN, NAMED_AT_BIRTH)}
"""By schema: what a producer may leave out although the event itself always has it."""


def definitions(ref_template: str = "#/$defs/{model}") -> dict[str, Any]:
    """The schema of every event, and of what they hold, by name."""
    _, schema = models_json_schema([(event, "validation") for event in EVENTS.values()], ref_template=ref_template)
    return _loosened(schema["$defs"])


def event_schema(name: str) -> dict[str, Any]:
    """One event's schema, complete in itself. Raises KeyError where there is no such event."""
    found = definitions()
    return {
        "$schema": DIALECT,
        "$id": f"urn:fusion:event:{name}",
        "$ref": f"#/$defs/{EVENTS[name].__name__}",
        "$defs": found,
    }


def spec_schema() -> dict[str, Any]:
    """The schema of a spec as a person writes it: what is made from names may be left out, enum values be labels."""
    schema = AppSpec.model_json_schema(mode="validation")
    found = _loosened(schema.pop("$defs"))
    found["Enum"]["properties"]["values"]["items"] = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/EnumValue"}]}
    return {"$schema": DIALECT, "$id": "urn:fusion:appspec", **schema, "$defs": found}


def _loosened(found: dict[str, Any]) -> dict[str, Any]:
    for name in LEFT_OUT.keys() & found.keys():
        found[name]["required"] = [field for field in found[name]["required"] if field not in LEFT_OUT[name]]
    return dict(sorted(found.items()))
