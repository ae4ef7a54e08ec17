"""What every entity's views share."""

from typing import TypeVar

from django.db import models, transaction
from rest_framework import viewsets
from rest_framework.serializers import BaseSerializer

M = TypeVar("M", bound=models.Model)


class EntityViewSet(viewsets.ModelViewSet[M]):
    """List, create, read, update and delete; each change is made as a whole or not at all."""

    lookup_value_regex = "[0-9]+"
    search_fields: list[str] = []
    ordering_paths: dict[str, list[str]] = {}

    @transaction.atomic
    def perform_create(self, serializer: BaseSerializer[M]) -> None:
        serializer.save()

    @transaction.atomic
    def perform_update(self, serializer: BaseSerializer[M]) -> None:
        serializer.save()

    @transaction.atomic
    def perform_destroy(self, instance: M) -> None:
        instance.delete()
