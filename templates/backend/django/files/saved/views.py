"""Saved views: their part of the API."""

from django.apps import apps
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework import viewsets
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import IsAuthenticated
from rest_framework.serializers import BaseSerializer

from app.access.rows import may_some
from app.roles import ENTITIES
from saved.filters import SavedViewFilter
from saved.models import SavedView
from saved.serializers import SavedViewSerializer


class SavedViewSet(viewsets.ModelViewSet[SavedView]):
    """Each user's own views, and those that others share of lists that the user may read."""

    queryset = SavedView.objects.all()
    serializer_class = SavedViewSerializer
    permission_classes = (IsAuthenticated,)
    filterset_class = SavedViewFilter
    search_fields = ("name",)
    ordering_fields = ("id", "entity", "name")
    lookup_value_regex = "[0-9]{1,18}"
    http_method_names = ("get", "head", "options", "post", "patch", "delete")

    def get_queryset(self) -> QuerySet[SavedView]:
        user = self.request.user
        read = [name for name in ENTITIES if may_some(user, "read", apps.get_model("app", name.replace("_", "")))]
        return super().get_queryset().filter(Q(user=user.pk) | Q(shared=True), entity__in=read)

    @transaction.atomic
    def perform_create(self, serializer: BaseSerializer[SavedView]) -> None:
        serializer.save(user=self.request.user)

    @transaction.atomic
    def perform_update(self, serializer: BaseSerializer[SavedView]) -> None:
        self._refuse_others(serializer.instance)
        serializer.save()

    def perform_destroy(self, instance: SavedView) -> None:
        self._refuse_others(instance, but_owners=True)
        instance.delete()

    def _refuse_others(self, view: SavedView | None, *, but_owners: bool = False) -> None:
        """A view is its user's to change; owners of the application may clear away."""
        mine = view is not None and view.user_id == self.request.user.pk
        if not mine and not (but_owners and self.request.user.is_superuser):
            raise PermissionDenied(_("This view is someone else's. Save one of your own."))
