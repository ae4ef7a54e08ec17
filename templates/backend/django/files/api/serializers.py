"""What every entity's serializer shares."""

from collections.abc import Mapping
from copy import copy
from functools import cached_property
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from api import uniqueness
from api.capabilities import CapabilitiesField
from api.etags import VersionField
from api.exceptions import IllegalTransition
from api.nested import ChildrenField
from api.scoping import ScopedSerializerMixin
from app.access.fields import names
from app.state_machine import states_of

M = TypeVar("M", bound=models.Model)


class WhoAsks:
    """A default: the user who sends the request."""

    requires_context = True

    def __call__(self, field: serializers.Field[Any, Any, Any, Any]) -> Any:
        request = field.context.get("request")
        return None if request is None else request.user


class EntitySerializer(ScopedSerializerMixin[M]):
    """A row with its `label`, the text by which people know it.

    A field in `Meta.read_only_fields` is never taken from a client, one in `Meta.write_once_fields` only with a new
    row; both may be sent back as they are. A state changes by its steps alone.
    """

    label = serializers.CharField(source="__str__", read_only=True)  # type: ignore[assignment]
    _version = VersionField()
    _can = CapabilitiesField()

    def to_internal_value(self, data: Any) -> Any:
        """Nothing is nothing: null and the empty text both mean what the column holds for it."""
        if not isinstance(data, Mapping):
            return super().to_internal_value(data)
        given = dict(data)
        for field in self._writable_fields:
            if _is_number_for_text(field, given.get(field.field_name)):
                given[field.field_name] = [given[field.field_name]]  # of which the REST framework makes no text
            if given.get(field.field_name, 0) in (None, "") and _holds_text(field):
                given[field.field_name] = None if field.allow_null else ""
        taken = super().to_internal_value(given)
        self._refuse_fixed(given)
        return taken

    def create(self, validated_data: dict[str, Any]) -> M:
        children = self._children_in(validated_data)
        return self._with(super().create(validated_data), children)

    def update(self, instance: M, validated_data: dict[str, Any]) -> M:
        children = self._children_in(validated_data)
        return self._with(super().update(instance, validated_data), children)

    def get_unique_together_constraints(self, model: Any) -> Any:
        """The REST framework would ask for fields that may be left out, and knows nothing of deleted rows."""
        return iter(())

    def get_validators(self) -> list[Any]:
        return [*super().get_validators(), *uniqueness.together(self._model)]

    def build_field(self, field_name: str, info: Any, model_class: Any, nested_depth: int) -> Any:
        kind, options = super().build_field(field_name, info, model_class, nested_depth)
        if unique := uniqueness.alone(model_class, field_name):
            options["validators"] = [*options.get("validators", []), *unique]
        return kind, options

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        """A computed field is shown as what comes out."""
        if not isinstance(model_field, models.GeneratedField):
            return super().build_standard_field(field_name, model_field)
        worth: Any = copy(model_field.output_field)
        worth.model, worth.name = model_field.model, field_name
        kind, options = super().build_standard_field(field_name, worth)
        kept = {name: options[name] for name in ("max_digits", "decimal_places") if name in options}
        return kind, {**kept, "read_only": True, "label": model_field.verbose_name, "help_text": model_field.help_text}

    @property
    def _readable_fields(self) -> Any:
        return self._shown_fields

    @cached_property
    def _shown_fields(self) -> list[serializers.Field[Any, Any, Any, Any]]:
        """Rows below the row are shown where they are asked for, what may be done where it stands alone."""
        alone = self.parent is None and bool(getattr(self.context.get("view"), "detail", False))
        wanted = self._expanded() if alone else frozenset()
        return [
            field
            for field in super()._readable_fields
            if (alone or not isinstance(field, CapabilitiesField))
            and (field.field_name in wanted or not isinstance(field, ChildrenField))
        ]

    def _expanded(self) -> frozenset[str]:
        """The rows below it that the request sends, or names."""
        sent = getattr(self, "initial_data", {})
        return frozenset(self.context["request"].query_params.get("expand", "").split(",")) | frozenset(sent)

    def _children_in(self, values: dict[str, Any]) -> list[tuple[ChildrenField, list[Any]]]:
        """Takes the rows below out of the row's own values."""
        fields = [field for field in self.fields.values() if isinstance(field, ChildrenField)]
        return [(field, values.pop(field.field_name)) for field in fields if field.field_name in values]

    def _with(self, row: M, children: list[tuple[ChildrenField, list[Any]]]) -> M:
        for field, drafts in children:
            field.save(row, drafts)
        return row

    def _refuse_fixed(self, given: Mapping[str, Any]) -> None:
        model = self._model
        sent = {name for name in names(model) & given.keys() if self._differs(name, given[name])}
        states, once = sent & states_of(model), set(getattr(self.Meta, "write_once_fields", []))
        if self._row is not None and states:
            raise IllegalTransition(_("A state changes by its steps alone."))
        fixed = {name for name in sent if self.fields[name].read_only or (self._row is not None and name in once)}
        if fixed | states:
            early = {name: [_("A new row begins with its first state.")] for name in states}
            raise ValidationError({**early, **{name: [_("This cannot be changed.")] for name in sorted(fixed)}})

    def _differs(self, name: str, value: Any) -> bool:
        """Whether it is not what the row holds; of a new row, what it would hold anyway."""
        if self._row is not None:
            return bool(self._as_shown(name) != value)
        field = self._model._meta.get_field(name)
        return value not in (None, "", [], field.get_default() if isinstance(field, models.Field) else None)


def _is_number_for_text(field: serializers.Field[Any, Any, Any, Any], value: Any) -> bool:
    return isinstance(field, serializers.CharField) and isinstance(value, int | float)


def _holds_text(field: serializers.Field[Any, Any, Any, Any]) -> bool:
    return isinstance(field, serializers.CharField | serializers.ChoiceField)
