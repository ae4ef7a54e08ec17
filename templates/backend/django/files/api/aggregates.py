"""Numbers about a list: how many rows, or what they come to, by state, by what they belong to, or over time."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.db import models
from django.db.models import Avg, Count, Max, Min, QuerySet, Sum
from django.db.models.functions import Trunc
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.registry import model_of
from app.access.grants import knows
from app.access.rows import rows_where, visible

M = TypeVar("M", bound=models.Model)

MOST = 500
"""Groups that one answer may hold."""

MEASURES: dict[str, Callable[[str], models.Aggregate]] = {"sum": Sum, "avg": Avg, "min": Min, "max": Max}
PERIODS = ("day", "week", "month", "quarter", "year")

NUMBERS = (models.IntegerField, models.FloatField, models.DecimalField)
ORDERED = (*NUMBERS, models.DateField, models.TimeField, models.DurationField)


class GroupSerializer(serializers.Serializer[Any]):
    key = serializers.JSONField(allow_null=True)
    label = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    value = serializers.JSONField(allow_null=True)


class GroupsSerializer(serializers.Serializer[Any]):
    groups = GroupSerializer(many=True)


PARAMETERS = [
    OpenApiParameter("group", str, description="An enum, a yes or no, a relation to one row, or `<date>:<period>`."),
    OpenApiParameter("measure", str, description="`count`, or `sum`, `avg`, `min`, `max` with `:<field>`."),
]


class AggregateMixin(viewsets.ModelViewSet[M]):
    """`aggregate/`: over the rows that the list would show, and of those only where the user may read what is asked."""

    @extend_schema(parameters=PARAMETERS, responses={200: GroupsSerializer})
    @action(detail=False, methods=["get"], access="read", pagination_class=None)
    def aggregate(self, request: Request) -> Response:
        """Counts rows, or sums up a field of theirs, by groups."""
        group, measure = self._taken("group"), self._taken("measure") or "count"
        rows = self._filtered()
        name, measured = self._measure(measure)
        if name:
            rows = rows.filter(self._where_readable(name))
        if not group:
            value = rows.aggregate(value=measured)["value"]
            return Response({"groups": [{"key": None, "label": None, "value": value}]})
        path, key = self._group(group)
        rows = rows.filter(self._where_readable(path))
        found = rows.values(_key=key).annotate(_value=measured).order_by("_key").values_list("_key", "_value")
        return Response({"groups": self._groups(path, list(found[: MOST + 1]))})

    def _taken(self, name: str) -> str:
        """A word of this request's own, which no filter of the same name may see."""
        query = cast(Any, self.request.query_params).copy()
        value = query.pop(name, [""])[-1]
        self.request._request.GET = query
        return str(value)

    def _filtered(self) -> QuerySet[M]:
        """The rows of the list, each once, with nothing joined to them."""
        rows = self.filter_queryset(self.get_queryset())
        return rows.model._base_manager.filter(pk__in=rows.order_by().values("pk"))

    def _where_readable(self, name: str) -> models.Q:
        return rows_where(self.request.user, "read", model_of(self), name)

    def _field(self, parameter: str, name: str) -> Any:
        """A field that the API shows under this name; raises ValidationError for any other."""
        shown = cast("serializers.Serializer[Any]", self.get_serializer()).fields
        if name not in shown or not any(field.name == name for field in model_of(self)._meta.get_fields()):
            raise ValidationError({parameter: [_("There is no field %(name)s.") % {"name": name[:80]}]})
        return model_of(self)._meta.get_field(name)

    def _measure(self, asked: str) -> tuple[str, models.Aggregate]:
        kind, _colon, name = asked.partition(":")
        if asked == "count":
            return "", Count("pk")
        if kind not in MEASURES or not name:
            raise ValidationError({"measure": [_("Choose count, or sum, avg, min or max with the name of a field.")]})
        field = self._field("measure", name)
        result = getattr(field, "output_field", field)
        if not isinstance(result, NUMBERS if kind in {"sum", "avg"} else ORDERED):
            raise ValidationError({"measure": [_("%(name)s holds nothing to reckon with.") % {"name": name}]})
        return name, MEASURES[kind](name)

    def _group(self, asked: str) -> tuple[str, Any]:
        name, _colon, period = asked.partition(":")
        field = self._field("group", name)
        if isinstance(field, models.DateField):
            if period not in PERIODS:
                raise ValidationError({"group": [_("Say by day, week, month, quarter or year.")]})
            return name, Trunc(name, period, output_field=models.DateField())
        plain = isinstance(field, models.BooleanField | models.ForeignKey) or field.choices
        if period or not plain:
            raise ValidationError({"group": [_("Rows cannot be grouped by %(name)s.") % {"name": name}]})
        return name, models.F(name)

    def _groups(self, path: str, found: list[tuple[Any, Any]]) -> list[dict[str, Any]]:
        if len(found) > MOST:
            raise ValidationError({"group": [_("These are more than %(most)s groups.") % {"most": MOST}]})
        labels = self._labels(model_of(self)._meta.get_field(path), [key for key, _value in found])
        return [{"key": key, "label": labels.get(key), "value": value} for key, value in found]

    def _labels(self, field: Any, keys: list[Any]) -> dict[Any, str]:
        """How people read the keys. What may not be seen has no label."""
        if isinstance(field, models.ForeignKey):
            target = cast("type[models.Model]", field.related_model)
            user = self.request.user
            rows = visible(user, target) if knows(target) else target._default_manager.all()
            return {row.pk: str(row) for row in rows.filter(pk__in=[key for key in keys if key is not None])}
        if field.choices:
            return {key: str(label) for key, label in field.flatchoices}
        return {
            key: _("yes") if key is True else _("no") if key is False else str(key) for key in keys if key is not None
        }
