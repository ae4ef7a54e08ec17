"""JSON Schemas of all events, made from their types, for programs that no one here wrote."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from schemas.events import EVENTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"

ADMITTED = {"app_id", "workspace_id", "requested_by", "build_no"}
"""What `schemas.admission` completes in a build that comes from outside."""

NAMED_AT_BIRTH = {"id", "name", "label", "plural", "plural_label", "reverse_name", "reverse_label", "stored_as"}
"""What `schemas.identity` makes in the parts of a spec, where it was left out."""

BORN = ("App", "Entity", "Field", "Relation", "Enum", "EnumValue", "Role")

LEFT_OUT = {"Build": ADMITTED, **dict.fromkeys(BORN, NAMED_AT_BIRTH)}
"""By schema: what a producer may leave out although the event itself always has it."""


def definitions(ref_template: str = "#/$defs/{model}") -> dict[str, Any]:
    """The schema of every event, and of what they hold, by name."""
    _, schema = models_json_schema([(event, "validation") for event in EVENTS.values()], ref_template=ref_template)
    found: dict[str, Any] = schema["$defs"]
    for name, optional in LEFT_OUT.items():
        found[name]["required"] = [field for field in found[name]["required"] if field not in optional]
    return dict(sorted(found.items()))


def event_schema(name: str) -> dict[str, Any]:
    """One event's schema, complete in itself. Raises KeyError where there is no such event."""
    found = definitions()
    return {
        "$schema": DIALECT,
        "$id": f"urn:fusion:event:{name}",
        "$ref": f"#/$defs/{EVENTS[name].__name__}",
        "$defs": found,
    }
