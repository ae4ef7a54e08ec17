"""The application's users: to choose from, and for owners to administer."""

from typing import Any, cast

from django.db import transaction
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _
from rest_framework import mixins, serializers, viewsets
from rest_framework.exceptions import ValidationError

from accounts.models import Role as StoredRole
from accounts.models import User
from accounts.permissions import IsOwnerOrReads
from accounts.roles import RoleNamesField

LAST = _("Someone must stay an owner who may sign in.")


class UserSerializer(serializers.ModelSerializer[User]):
    """A user as one to choose: who may be related to a row."""

    label = serializers.CharField(source="__str__", read_only=True)  # type: ignore[assignment]

    class Meta:
        model = User
        fields = ["id", "label"]


class HeldRolesField(RoleNamesField):
    def get_attribute(self, instance: User) -> list[StoredRole]:
        return [group.role for group in instance.groups.all() if hasattr(group, "role")]


class AdministeredUserSerializer(UserSerializer):
    """A user as owners see them."""

    is_owner = serializers.BooleanField(source="is_superuser", required=False)
    roles = HeldRolesField(required=False)

    class Meta:
        model = User
        fields = ["id", "label", "email", "name", "is_active", "is_owner", "roles"]
        read_only_fields = ["email", "name"]

    @transaction.atomic
    def update(self, instance: User, validated_data: dict[str, Any]) -> User:
        roles = validated_data.pop("roles", None)
        if "is_superuser" in validated_data:
            validated_data["is_staff"] = validated_data["is_superuser"]
        user = super().update(instance, validated_data)
        if roles is not None:
            others = user.groups.filter(role__isnull=True)
            user.groups.set([*others, *(role.group for role in roles)])
        # Locked, so that two owners cannot take it from each other at once.
        owners = User.objects.select_for_update().filter(is_superuser=True)
        if not any(owner.is_active for owner in owners):
            raise ValidationError(LAST)
        return user


class UserViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin, viewsets.GenericViewSet[User]
):
    """The application's users, to choose from; owners say what they may do."""

    queryset = User.objects.filter(is_active=True)
    permission_classes = (IsOwnerOrReads,)
    http_method_names = ["get", "patch", "head", "options"]
    lookup_value_regex = "[0-9]+"
    filterset_fields = {"id": ["exact", "in"]}
    # By what is shown alone: the address of someone who has a name is theirs to tell.
    search_fields = ["shown_as"]
    ordering_fields = ["id", "label"]
    ordering_paths = {"label": ["shown_as"]}
    ordering = ["shown_as"]

    def get_queryset(self) -> Any:
        users = User.objects.prefetch_related("groups__role") if self._is_owner else super().get_queryset()
        return users.annotate(shown_as=Case(When(name="", then="email"), default="name"))

    def get_serializer_class(self) -> type[UserSerializer]:
        return AdministeredUserSerializer if self._is_owner else UserSerializer

    @property
    def _is_owner(self) -> bool:
        return bool(getattr(cast(Any, self.request).user, "is_superuser", False))
