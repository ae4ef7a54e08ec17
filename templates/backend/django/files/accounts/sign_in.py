"""Signing in and out. The work is allauth's; this tells its answers in the API's own terms."""

import json
from typing import Any, cast

from allauth.headless.account.views import LoginView
from allauth.headless.constants import Client
from allauth.headless.mfa.views import AuthenticateView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.me import MeSerializer, answer_me

WRONG = _("E-mail address or password is wrong.")
UNCONFIRMED = _("Confirm your e-mail address first: follow the link that was sent to it.")
WAIT = 60
"""Seconds after which another try is worth making."""

by_password = LoginView.as_api_view(client=Client.BROWSER)
by_second_factor = AuthenticateView.as_api_view(client=Client.BROWSER)


class SignInSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(write_only=True)
    password = serializers.CharField(write_only=True, trim_whitespace=False)


class SecondFactorSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(write_only=True)


SecondFactorDue = inline_serializer("SecondFactorDue", {"mfa_required": serializers.BooleanField()})


@method_decorator(csrf_protect, name="dispatch")
class SignInView(APIView):
    """Signs in by e-mail address and password; 202 where a second factor is due."""

    permission_classes = (AllowAny,)

    @extend_schema(request=SignInSerializer, responses={200: MeSerializer, 202: SecondFactorDue})
    def post(self, request: Request) -> Response:
        if request.user.is_authenticated:
            logout(request)
        return _told(request, by_password(_plain(request, SignInSerializer)))


@method_decorator(csrf_protect, name="dispatch")
class SecondFactorView(APIView):
    """Ends a sign-in with a code: of an authenticator app, or one of those kept for emergencies."""

    permission_classes = (AllowAny,)

    @extend_schema(request=SecondFactorSerializer, responses=MeSerializer)
    def post(self, request: Request) -> Response:
        return _told(request, by_second_factor(_plain(request, SecondFactorSerializer)))


class SignOutView(APIView):
    """Signs out."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(request=None, responses={status.HTTP_204_NO_CONTENT: None})
    def post(self, request: Request) -> Response:
        logout(request)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _plain(request: Request, kind: type[serializers.Serializer[Any]]) -> HttpRequest:
    """The request as Django has it, with what was sent as far as it is of the kind. Raises ValidationError."""
    given = kind(data=request.data)
    given.is_valid(raise_exception=True)
    plain = request._request
    plain._body = json.dumps(given.validated_data).encode()
    return plain


def _told(request: Request, answer: HttpResponseBase) -> Response:
    """Raises ValidationError or Throttled where nobody was signed in."""
    if answer.status_code == status.HTTP_200_OK:
        request.user = request._request.user
        return answer_me(request)
    if answer.status_code == status.HTTP_429_TOO_MANY_REQUESTS:
        raise Throttled(wait=WAIT)
    said = json.loads(cast(Any, answer).content)
    pending = {flow["id"] for flow in said.get("data", {}).get("flows", []) if flow.get("is_pending")}
    if "mfa_authenticate" in pending:
        return Response({"mfa_required": True}, status=status.HTTP_202_ACCEPTED)
    if "verify_email" in pending:
        raise ValidationError(UNCONFIRMED, code="unconfirmed")
    raise ValidationError(_errors(said) or {"non_field_errors": [WRONG]}, code="authorization")


def _errors(said: dict[str, Any]) -> dict[str, list[str]]:
    """What allauth found wrong, by field. Which of address and password was wrong, nobody is told."""
    errors: dict[str, list[str]] = {}
    for error in said.get("errors", []):
        if error["code"] == "too_many_login_attempts":
            raise Throttled(wait=WAIT)
        known = error["code"] == "email_password_mismatch"
        field = "non_field_errors" if known else error.get("param", "non_field_errors")
        errors.setdefault(field, []).append(str(WRONG) if known else error["message"])
    return errors
