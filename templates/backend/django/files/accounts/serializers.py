"""What the API says of users, and takes to sign one in."""

from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.middleware.csrf import get_token
from rest_framework import serializers

from accounts.models import User
from app.access.summary import permissions


class SignInSerializer(serializers.Serializer[Any]):
    """Raises a validation error where address and password belong to nobody."""

    email = serializers.EmailField(write_only=True)
    password = serializers.CharField(write_only=True, trim_whitespace=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        user = authenticate(self.context["request"], username=attrs["email"], password=attrs["password"])
        if user is None:
            raise serializers.ValidationError("E-mail address or password is wrong.", code="authorization")
        return {"user": user}


class MeSerializer(serializers.ModelSerializer[User]):
    """The one who asks, and what they may do: for each entity the actions that are granted."""

    is_owner = serializers.BooleanField(source="is_superuser", read_only=True)
    permissions = serializers.SerializerMethodField()
    csrf_token = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["id", "email", "name", "is_owner", "permissions", "csrf_token"]

    def get_permissions(self, user: User) -> dict[str, Any]:
        return permissions(user)

    def get_csrf_token(self, user: User) -> str:
        request: HttpRequest = self.context["request"]
        return get_token(request)


class UserSerializer(serializers.ModelSerializer[User]):
    """A user as one to choose: who may be related to a row."""

    label = serializers.CharField(source="__str__", read_only=True)  # type: ignore[assignment]

    class Meta:
        model = User
        fields = ["id", "label"]
