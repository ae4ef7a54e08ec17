"""Changes or deletes many rows at once: all of them, or none."""

from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.etags import lock
from api.exceptions import StillReferredTo
from api.registry import model_of

M = TypeVar("M", bound=models.Model)

MOST = 1000
"""Rows that one request may change."""


class KeysSerializer(serializers.Serializer[Any]):
    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), min_length=1, max_length=MOST
    )


@extend_schema_field({"type": "object", "minProperties": 1, "additionalProperties": True})
class ValuesField(serializers.DictField):
    """Values by field, as for the change of one row."""


class BulkUpdateSerializer(KeysSerializer):
    set = ValuesField(allow_empty=False)


class CountSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField(min_value=0)


class BulkMixin(viewsets.ModelViewSet[M]):
    """`bulk-update/` and `bulk-delete/`. A refusal names the rows that it is about, and leaves all as they were."""

    @extend_schema(request=BulkUpdateSerializer, responses={200: CountSerializer})
    @action(
        detail=False,
        methods=["post"],
        url_path="bulk-update",
        access="update",
        filter_backends=[],
        pagination_class=None,
    )
    def bulk_update(self, request: Request) -> Response:
        """Gives the same values to many rows."""
        with transaction.atomic():
            rows, values = self._asked(request, BulkUpdateSerializer)
            self._each(rows, lambda row: self._change(row, values["set"]))
        return Response({"count": len(rows)})

    @extend_schema(request=KeysSerializer, responses={200: CountSerializer})
    @action(
        detail=False,
        methods=["post"],
        url_path="bulk-delete",
        access="delete",
        filter_backends=[],
        pagination_class=None,
    )
    def bulk_delete(self, request: Request) -> Response:
        """Deletes many rows."""
        with transaction.atomic():
            rows, _values = self._asked(request, KeysSerializer)
            self._each(rows, self.perform_destroy)
        return Response({"count": len(rows)})

    def _asked(self, request: Request, kind: type[KeysSerializer]) -> tuple[list[M], dict[str, Any]]:
        """The rows, locked; those that are not there, or not for the user to see, are refused by name."""
        wanted = kind(data=request.data)
        wanted.is_valid(raise_exception=True)
        keys = set(wanted.validated_data["ids"])
        lock(model_of(self), keys)
        rows = list(self.get_queryset().filter(pk__in=keys).order_by("pk"))
        if gone := sorted(keys - {row.pk for row in rows}):
            raise ValidationError({"ids": [_("There is no row %(id)s.") % {"id": key} for key in gone[:20]]})
        return rows, wanted.validated_data

    def _each(self, rows: list[M], change: Any) -> None:
        """Tries every row, and raises what is wrong with any of them under their keys."""
        refused: dict[str, APIException] = {}
        for row in rows:
            key = str(row.pk)
            try:
                self.check_object_permissions(self.request, row)
                change(row)
            except (models.ProtectedError, models.RestrictedError):
                refused[key] = StillReferredTo()
            except APIException as error:
                refused[key] = error
        if refused:
            raise _together(refused)

    def _change(self, row: M, values: dict[str, Any]) -> None:
        serializer = self.get_serializer(row, data=values, partial=True)
        serializer.is_valid(raise_exception=True)
        self.perform_update(serializer)


def _together(refused: dict[str, APIException]) -> APIException:
    """One refusal for all, of the gravest kind."""
    gravest = max(refused.values(), key=lambda error: (isinstance(error, PermissionDenied), error.status_code))
    return type(gravest)({key: error.detail for key, error in refused.items()})
