"""What happened to rows: `GET …/history/` of one, `GET /api/recent/` of all that the user may read."""

from typing import Any, TypeVar

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from api.changes import EventSerializer, RecentSerializer, rows_of
from app.access.grants import Visitor, knows
from app.access.rows import may_some, reads_all, visible

M = TypeVar("M", bound=models.Model)

NEWEST_FIRST = ("-timestamp", "-id")


class HistoryMixin(viewsets.ModelViewSet[M]):
    """For rows whose history is kept."""

    @extend_schema(responses=EventSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], access="read", filter_backends=[])
    def history(self, request: Request, **kwargs: Any) -> Response:
        """Who changed what of the row, the newest first."""
        row = self.get_object()
        entries = _entries().filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)
        page = self.paginate_queryset(entries) or []
        context = {"request": request, "rows": {(ContentType.objects.get_for_model(row).pk, row.pk): row}}
        return self.get_paginated_response(EventSerializer(page, many=True, context=context).data)


class RecentView(ListAPIView[LogEntry]):
    """What was changed lately, in all rows that the user may read."""

    permission_classes = (IsAuthenticated,)
    serializer_class = RecentSerializer
    filter_backends = ()
    queryset = LogEntry.objects.none()

    def get_queryset(self) -> QuerySet[LogEntry]:
        return _entries().filter(_readable(self.request.user))

    @extend_schema(operation_id="recent_list")
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.get_queryset()) or []
        context = {"request": request, "rows": rows_of(request.user, list(page))}
        return self.get_paginated_response(RecentSerializer(page, many=True, context=context).data)


def _entries() -> QuerySet[LogEntry]:
    entries: QuerySet[LogEntry] = LogEntry.objects.select_related("actor", "content_type")
    return entries.order_by(*NEWEST_FIRST)


def _readable(user: Visitor) -> Q:
    """Entries about rows that the user may read. Of rows that are gone, those know who could have read any."""
    about = Q(pk__in=[])
    for model in auditlog.get_models():
        if not knows(model) or not may_some(user, "read", model):
            continue
        kind = Q(content_type=ContentType.objects.get_for_model(model))
        about |= kind if reads_all(user, model) else kind & Q(object_id__in=visible(user, model).values("pk"))
    return about
