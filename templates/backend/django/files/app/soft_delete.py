"""Rows that are only hidden when they are deleted, so that they can be brought back."""

from typing import Any, ClassVar

from django.db import models, router, transaction
from django.db.models.deletion import Collector
from django.utils import timezone


class LiveManager(models.Manager[Any]):
    """The rows that are not deleted."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(deleted_at__isnull=True)


class SoftDeleted(models.Model):
    """`objects` are the live rows, `all_objects` all of them. What refers to a deleted row still finds it."""

    deleted_at = models.DateTimeField("deleted at", null=True, blank=True, editable=False, db_index=True)

    objects = LiveManager()
    all_objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True
