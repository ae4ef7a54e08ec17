"""The columns of a table that people download and send: which there are, and how a value stands in a cell."""

from typing import Any, cast

from rest_framework import serializers

from app.access.fields import names
from uploads.fields import UploadField

SEPARATOR = "; "
"""Between the values of a cell that holds several."""


class Column:
    """One field or relation. `name` is the API's, `heading` what people read."""

    def __init__(self, name: str, field: serializers.Field[Any, Any, Any, Any], labelled: str | None) -> None:
        self.name, self.field = name, field
        self.heading = str(field.label or name)
        self.labelled = labelled

    def cell(self, row: dict[str, Any]) -> Any:
        """What stands in the cell of a row, as the API shows it: a relation by its labels, a choice by its label."""
        value = row.get(self.labelled or self.name)
        if value is None:
            return None
        if isinstance(self.field, serializers.MultipleChoiceField | serializers.ListField) or isinstance(value, list):
            return SEPARATOR.join(self._worded(item) for item in value if item is not None)
        if isinstance(value, dict):
            return str(value.get("name", value)) if "url" in value else value
        return self._worded(value) if isinstance(self.field, serializers.ChoiceField) else value

    def _worded(self, value: Any) -> str:
        field = getattr(self.field, "child", self.field)
        choices: dict[Any, str] = getattr(field, "choices", {}) if isinstance(field, serializers.ChoiceField) else {}
        return str(choices.get(value, value))

    @property
    def is_text(self) -> bool:
        """Whether a cell may hold what somebody wrote, which a spreadsheet must not take for a formula."""
        numeric = serializers.IntegerField | serializers.FloatField | serializers.DecimalField
        return not isinstance(self.field, numeric) or self.labelled is not None


def columns(serializer: serializers.Serializer[Any], *, writable: bool = False) -> list[Column]:
    """Every column that the serializer knows; with `writable`, those that it takes from a table, which holds no files."""
    fields, known = serializer.fields, names(cast(Any, serializer).Meta.model) | {"id"}
    found: list[Column] = []
    for name, field in fields.items():
        if name not in known or (writable and (field.read_only or isinstance(field, UploadField))):
            continue
        labelled = next((f"{name}{end}" for end in ("_label", "_labels") if f"{name}{end}" in fields), None)
        found.append(Column(name, field, labelled))
    return found
