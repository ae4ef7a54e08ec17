"""Who one is, and what one may do."""

from typing import Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from api.summary import permissions
from app.access.grants import roles


class FieldsSerializer(serializers.Serializer[Any]):
    read = serializers.ListField(child=serializers.CharField())
    write = serializers.ListField(child=serializers.CharField())


class EntityPermissionsSerializer(serializers.Serializer[Any]):
    EXTENTS = ["all", "some", "none"]

    create = serializers.BooleanField()  # type: ignore[assignment]
    read = serializers.ChoiceField(EXTENTS)
    update = serializers.ChoiceField(EXTENTS)  # type: ignore[assignment]
    delete = serializers.ChoiceField(EXTENTS)
    fields = FieldsSerializer()  # type: ignore[assignment]


class MeSerializer(serializers.ModelSerializer[User]):
    """The one who asks, and what they may do with which rows and fields of each entity."""

    is_owner = serializers.BooleanField(source="is_superuser", read_only=True)
    language = serializers.ChoiceField([*settings.LANGUAGES, ("", "")], required=False)
    mfa = serializers.SerializerMethodField()
    roles = serializers.SerializerMethodField()
    permissions = serializers.SerializerMethodField()
    csrf_token = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["id", "email", "name", "language", "is_owner", "mfa", "roles", "permissions", "csrf_token"]
        read_only_fields = ["email"]

    def get_mfa(self, user: User) -> bool:
        return bool(is_mfa_enabled(user))

    def get_roles(self, user: User) -> list[str]:
        return [role.name for role in roles(user)]

    @extend_schema_field(serializers.DictField(child=EntityPermissionsSerializer()))
    def get_permissions(self, user: User) -> dict[str, Any]:
        return permissions(user)

    def get_csrf_token(self, user: User) -> str:
        request: HttpRequest = self.context["request"]
        return get_token(request)


class MeView(APIView):
    """Who asks, and what they may do. Sets the CSRF cookie, for those who are about to sign in as well."""

    permission_classes = (IsAuthenticated,)

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        get_token(request)
        super().initial(request, *args, **kwargs)

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        return answer_me(request)

    @extend_schema(request=MeSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        serializer = MeSerializer(
            cast(User, request.user), data=request.data, partial=True, context={"request": request}
        )
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data)


def answer_me(request: Request) -> Response:
    return Response(MeSerializer(cast(User, request.user), context={"request": request}).data)
