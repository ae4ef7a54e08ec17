"""What was changed, as the history tells it to someone: no more than they may read of the row."""

from collections.abc import Iterator
from typing import Any, cast

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from app.access.fields import names, readable
from app.access.grants import Visitor, knows
from app.access.rows import reads_all
from app.access.showing import shown
from app.state_machine import states_of

Rows = dict[tuple[int, int], models.Model]
"""Rows by their content type and id."""


class BySerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    label = serializers.CharField(source="__str__")  # type: ignore[assignment]


class ChangeSerializer(serializers.Serializer[Any]):
    """Of related rows, `old` holds those that were taken away and `new` those that were added."""

    field = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    old = serializers.JSONField(allow_null=True)
    new = serializers.JSONField(allow_null=True)


class EventSerializer(serializers.Serializer[LogEntry]):
    """One change of one row. The context holds `rows`, those that the entries are about."""

    at = serializers.DateTimeField(source="timestamp")
    by = BySerializer(source="actor", allow_null=True)
    action = serializers.SerializerMethodField()
    changes = serializers.SerializerMethodField()

    def get_action(self, entry: LogEntry) -> str:
        model, changed = cast(type[models.Model], entry.content_type.model_class()), entry.changes_dict
        if entry.action == LogEntry.Action.UPDATE and "deleted_at" in changed:
            return "restore" if changed["deleted_at"][1] is None else "delete"
        if entry.action == LogEntry.Action.UPDATE and changed and changed.keys() <= states_of(model):
            return "transition"
        return str(entry.get_action_display())

    @extend_schema_field(ChangeSerializer(many=True))
    def get_changes(self, entry: LogEntry) -> list[dict[str, Any]]:
        rows: Rows = self.context["rows"]
        row = rows.get((entry.content_type_id, entry.object_id))
        return [] if row is None else list(_changes(self.context["request"].user, row, entry.changes_dict))


class RecentSerializer(EventSerializer):
    """With the row that it is about: `label` as it was then, or as it is now for those who may read the row."""

    entity = serializers.CharField(source="content_type.model")
    id = serializers.IntegerField(source="object_id")
    label = serializers.SerializerMethodField()  # type: ignore[assignment]

    def get_label(self, entry: LogEntry) -> str:
        rows: Rows = self.context["rows"]
        return str(rows.get((entry.content_type_id, entry.object_id), entry.object_repr))


def rows_of(user: Visitor, entries: list[LogEntry]) -> Rows:
    """The rows that the entries are about and that the user may read, by one query for each entity."""
    keys: dict[int, set[int]] = {}
    for entry in entries:
        keys.setdefault(entry.content_type_id, set()).add(entry.object_id)
    found: Rows = {}
    for kind, ids in keys.items():
        model = cast(type[models.Model], ContentType.objects.get_for_id(kind).model_class())
        found |= {(kind, row.pk): row for row in shown(user, model._default_manager.filter(pk__in=ids))}
    return found


def _changes(user: Visitor, row: models.Model, changed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The changes of fields that there still are and that the user may read."""
    model = type(row)
    fields = readable(user, row, model) & names(model)
    for name, change in changed.items():
        if name not in fields:
            continue
        field: Any = model._meta.get_field(name)
        old, new = _links(user, field, change) if isinstance(change, dict) else change
        yield {"field": name, "label": str(field.verbose_name), "old": old, "new": new}


def _links(user: Visitor, field: Any, change: dict[str, Any]) -> tuple[list[str] | None, list[str] | None]:
    """Which related rows were taken away, and which added; their labels only for those who may read all of them."""
    labels = change["objects"] if not knows(field.related_model) or reads_all(user, field.related_model) else []
    return (labels, None) if change["operation"] == "delete" else (None, labels)
