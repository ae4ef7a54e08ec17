"""What every entity's views share."""

from typing import TypeVar

from django.db import models
from rest_framework import viewsets

from api.aggregates import AggregateMixin
from api.bulk import BulkMixin
from api.etags import EtagMixin
from api.exporting import ExportMixin
from api.importing import ImportMixin
from api.scoping import ScopedMixin

M = TypeVar("M", bound=models.Model)


class EntityViewSet(
    ScopedMixin[M],
    EtagMixin[M],
    BulkMixin[M],
    AggregateMixin[M],
    ExportMixin[M],
    ImportMixin[M],
    viewsets.ModelViewSet[M],
):
    """List, create, read, update and delete; each change is made as a whole or not at all."""

    lookup_value_regex = "[0-9]+"
    search_fields: list[str] = []
    ordering_paths: dict[str, list[str]] = {}
