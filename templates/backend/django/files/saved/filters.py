"""Saved views: what a list of them may be filtered by."""

from django_filters.rest_framework import CharFilter, FilterSet

from api.filters import YesOrNoFilter
from saved.models import SavedView


class SavedViewFilter(FilterSet):
    entity = CharFilter()
    shared = YesOrNoFilter()

    class Meta:
        model = SavedView
        fields = ("entity", "shared")
