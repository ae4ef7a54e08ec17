"""Views and serializers that know no more rows and fields than whoever asks."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast

from django.db import models, transaction
from django.db.models import Q, QuerySet
from rest_framework import serializers
from rest_framework.relations import ManyRelatedField, RelatedField
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from app.access.fields import covered, names, readable
from app.access.grants import Visitor, knows
from app.access.rows import visible
from app.access.saving import refuse, save
from app.access.showing import guarded, sees, sees_related, shown
from app.state_machine import states_of

M = TypeVar("M", bound=models.Model)

ALWAYS = frozenset({"id", "label", "_version", "_can"})
"""What shows with every row that may be read."""


class ScopedMixin(GenericViewSet[M]):
    """A viewset of the rows that the user may read; each is changed within what they may do, or not at all.

    `access` is what an action needs (create, read, update, delete) where its method does not say it.
    """

    access: str | None = None

    def get_queryset(self) -> QuerySet[M]:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows
        return shown(self.request.user, rows, alone=self.detail)

    @transaction.atomic
    def perform_create(self, serializer: BaseSerializer[M]) -> None:
        self._save(serializer)

    @transaction.atomic
    def perform_update(self, serializer: BaseSerializer[M]) -> None:
        self._save(serializer)

    @transaction.atomic
    def perform_destroy(self, instance: M) -> None:
        instance.delete()

    def _save(self, serializer: BaseSerializer[M]) -> None:
        given = cast("ScopedSerializerMixin[M]", serializer)
        row = save(self.request.user, given, given.sent())
        # What is answered is what the user may read of the row as it is now.
        serializer.instance = (
            shown(self.request.user, super().get_queryset(), alone=True).filter(pk=row.pk).first() or row
        )


class ScopedSerializerMixin(serializers.ModelSerializer[M]):
    """Shows the fields that the user may read, and takes those that they may set.

    Without a request in its context it works for the application itself, and hides nothing.
    """

    @property
    def user(self) -> Visitor | None:
        request = self.context.get("request")
        return None if request is None else cast(Visitor, request.user)

    @property
    def _model(self) -> type[models.Model]:
        return cast(type[models.Model], self.Meta.model)

    @property
    def _row(self) -> models.Model | None:
        """The row that is to be changed, if this is no new one."""
        return cast(models.Model | None, self.instance)

    def to_representation(self, instance: M) -> dict[str, Any]:
        row: dict[str, Any] = super().to_representation(instance)
        user = self.user
        return row if user is None else self._hidden(user, instance, row)

    def to_internal_value(self, data: Any) -> Any:
        if self.user is not None and isinstance(data, Mapping):
            self._check(self.user, data)
            self._narrow(self.user)
        return super().to_internal_value(data)

    def sent(self) -> frozenset[str]:
        """The fields and relations that the request would change."""
        return self._changed(cast(Visitor, self.user), self.initial_data)

    @property
    def _writable_fields(self) -> list[serializers.Field[Any, Any, Any, Any]]:
        fields = list(super()._writable_fields)
        user, row = self.user, self._row
        if user is None or row is None:
            return fields
        allowed = covered(user, row, type(row), "update")
        return [field for field in fields if field.field_name in allowed or field.field_name not in names(type(row))]

    def _check(self, user: Visitor, data: Mapping[str, Any]) -> None:
        action = "create" if self.instance is None else "update"
        refuse(self._changed(user, data) - covered(user, self._row, self._model, action))

    def _changed(self, user: Visitor, data: Mapping[str, Any]) -> frozenset[str]:
        """What may be seen may also be sent back as it is."""
        sent = {name for name in names(self._model) & data.keys() if not self.fields[name].read_only}
        if self._row is None:
            return frozenset(sent)
        seen = readable(user, self._row, self._model)
        return frozenset(name for name in sent if name not in seen or self._as_shown(name) != data[name])

    def _as_shown(self, name: str) -> Any:
        field = self.fields[name]
        value = field.get_attribute(cast(Any, self.instance))
        missing = value is None or getattr(value, "pk", value) is None
        return None if missing else field.to_representation(value)

    def _narrow(self, user: Visitor) -> None:
        """Relations lead to rows that the user may read, or stay where they lead."""
        for name, field in self.fields.items():
            link = field.child_relation if isinstance(field, ManyRelatedField) else field
            if isinstance(link, RelatedField) and not field.read_only and name in names(self._model):
                link.queryset = self._choices(user, name)

    def _choices(self, user: Visitor, name: str) -> QuerySet[Any]:
        target: Any = self._model._meta.get_field(name).related_model
        chosen = Q(pk__in=visible(user, target).values("pk")) if knows(target) else Q(is_active=True)
        if self._row is not None and name in readable(user, self._row, self._model):
            chosen |= Q(pk__in=self._model._base_manager.filter(pk=self._row.pk).values(name))
        choices: QuerySet[Any] = target._base_manager.filter(chosen)
        return choices

    def _hidden(self, user: Visitor, row: M, shown: dict[str, Any]) -> dict[str, Any]:
        """What is shown of the row, without what the user may not read."""
        model = self._model
        fields = readable(user, row, model)
        if fields != names(model):
            shown = {key: value for key, value in shown.items() if _governed(model, key) in fields | ALWAYS}
        for name, _target in guarded(user, model):
            if f"{name}_label" in shown and not sees_related(user, row, name):
                shown[f"{name}_label"] = None
            if f"{name}_labels" in shown:
                seen = [sees(user, related) for related in getattr(row, name).all()]
                shown[f"{name}_labels"] = [
                    label if may_see else None for label, may_see in zip(shown[f"{name}_labels"], seen, strict=True)
                ]
        return shown


@cache
def settable(kind: type[ScopedSerializerMixin[Any]], *, new: bool) -> frozenset[str]:
    """What a client may ever set, with a new row or in one that is there, whatever is granted to them."""
    once = set() if new else set(getattr(kind.Meta, "write_once_fields", ()))
    fixed = once | states_of(kind.Meta.model)
    return frozenset(name for name, field in kind().fields.items() if not field.read_only and name not in fixed)


def _governed(model: type[models.Model], key: str) -> str:
    """The field or relation by which a key of the JSON may be read."""
    for name in (key, key.removesuffix("_label"), key.removesuffix("_labels")):
        if name in names(model):
            return name
    return key
