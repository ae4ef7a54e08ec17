"""Signing in and out, who one is, and whom one may choose."""

from typing import cast

from django.contrib.auth import login, logout
from django.middleware.csrf import get_token
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.serializers import MeSerializer, SignInSerializer, UserSerializer


class MeView(APIView):
    """Who asks, and what they may do. Sets the CSRF cookie, for those who are about to sign in as well."""

    permission_classes = (IsAuthenticated,)

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        get_token(request)
        super().initial(request, *args, **kwargs)

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        return _me(request)


@method_decorator(csrf_protect, name="dispatch")
class SignInView(APIView):
    """Signs in by e-mail address and password."""

    permission_classes = (AllowAny,)
    throttle_scope = "signin"

    @extend_schema(request=SignInSerializer, responses=MeSerializer)
    def post(self, request: Request) -> Response:
        serializer = SignInSerializer(data=request.data, context={"request": request})
        serializer.is_valid(raise_exception=True)
        login(request, serializer.validated_data["user"])
        return _me(request)


class SignOutView(APIView):
    """Signs out."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(request=None, responses={status.HTTP_204_NO_CONTENT: None})
    def post(self, request: Request) -> Response:
        logout(request)
        return Response(status=status.HTTP_204_NO_CONTENT)


class UserViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[User]):
    """The application's users, to choose from."""

    queryset = User.objects.filter(is_active=True)
    serializer_class = UserSerializer
    permission_classes = (IsAuthenticated,)
    filterset_fields = {"id": ["exact", "in"]}
    search_fields = ["name", "email"]
    ordering_fields = ["id", "label"]
    ordering_paths = {"label": ["name", "email"]}
    ordering = ["name", "email"]


def _me(request: Request) -> Response:
    return Response(MeSerializer(cast(User, request.user), context={"request": request}).data)
