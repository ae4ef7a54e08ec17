"""Deleted rows that can be brought back: `?deleted=true` lists them, `POST …/restore/` restores one."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from api.asking import asked
from api.registry import model_of
from app.access.rows import may_some, rows_where
from app.soft_delete import SoftDeleted

M = TypeVar("M", bound=SoftDeleted)

DELETED = OpenApiParameter("deleted", OpenApiTypes.BOOL, description="The deleted rows instead of the others.")


class RestoreMixin(viewsets.ModelViewSet[M]):
    """For rows that are only hidden when they are deleted; the view's queryset holds all of them.

    Those who may delete a row may see it afterwards, and bring it back.
    """

    def get_queryset(self) -> QuerySet[M]:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False) or not self._wants_deleted():
            return rows.filter(deleted_at__isnull=True)
        user = self.request.user
        if not may_some(user, "delete", model_of(self)):
            raise PermissionDenied
        return rows.filter(rows_where(user, "delete", model_of(self)), deleted_at__isnull=False)

    @extend_schema(parameters=[DELETED])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], access="delete")
    @transaction.atomic
    def restore(self, request: Request, **kwargs: Any) -> Response:
        """Brings the row back, and what was deleted with it."""
        row = self.get_object()
        row.restore()
        return Response(self.get_serializer(super().get_queryset().filter(pk=row.pk).first()).data)

    def _wants_deleted(self) -> bool:
        return self.action == "restore" or (self.action == "list" and asked(self.request, "deleted"))
