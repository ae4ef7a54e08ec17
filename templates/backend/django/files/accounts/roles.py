"""Roles by their names: which there are, and which someone holds."""

from typing import Any

from django.db.models import Manager
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Role as StoredRole
from accounts.permissions import IsOwner
from app.roles import ROLES

IDS = {role.name: role.id for role in ROLES}
NAMES = {role.id: role.name for role in ROLES}


class RoleNamesField(serializers.ListField):
    """A list of names; inside, the stored roles."""

    child = serializers.CharField()
    default_error_messages = {"unknown": _("There is no role %(name)s.")}

    def to_internal_value(self, data: Any) -> list[StoredRole]:
        names: list[str] = super().to_internal_value(data)
        for name in names:
            if name not in IDS:
                raise serializers.ValidationError(self.error_messages["unknown"] % {"name": repr(name[:100])})
        return list(StoredRole.objects.select_related("group").filter(pk__in=[IDS[name] for name in names]))

    def to_representation(self, data: Any) -> list[str]:
        stored = data.all() if isinstance(data, Manager) else data
        held = {role.pk for role in stored}
        return [name for key, name in NAMES.items() if key in held]


class RoleSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class RolesView(APIView):
    """The roles that there are."""

    permission_classes = (IsOwner,)

    @extend_schema(responses=RoleSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response([{"name": role.name, "label": role.label} for role in ROLES])
