"""Invitations: an owner names an address and roles; whoever receives the message there becomes a user."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.adapters import confirm_address
from accounts.me import MeSerializer, answer_me
from accounts.models import Invitation, User
from accounts.permissions import IsOwner
from accounts.roles import RoleNamesField
from config import application

DAYS = 7
"""How long an invitation can be accepted."""

GONE = _("This invitation is not valid, or no longer. Ask for a new one.")
KNOWN = _("There is a user with this address already.")


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    roles = RoleNamesField(required=False)

    class Meta:
        model = Invitation
        fields = ["id", "email", "name", "roles", "created_at", "expires_at", "accepted_at"]
        read_only_fields = ["created_at", "expires_at", "accepted_at"]

    def validate_email(self, email: str) -> str:
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(KNOWN)
        return email.lower()


class SentInvitationSerializer(InvitationSerializer):
    """With the link, where no e-mail can be sent, so that the owner hands it over."""

    link = serializers.CharField(required=False)

    class Meta(InvitationSerializer.Meta):
        fields = [*InvitationSerializer.Meta.fields, "link"]


class AcceptSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=200)
    name = serializers.CharField(max_length=300, required=False, allow_blank=True)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)


class InvitationViewSet(
    mixins.CreateModelMixin, mixins.ListModelMixin, mixins.DestroyModelMixin, viewsets.GenericViewSet[Invitation]
):
    """Who was invited. A new invitation takes the place of one that the same address has not accepted."""

    queryset = Invitation.objects.prefetch_related("roles__group").order_by("-id")
    serializer_class = InvitationSerializer
    permission_classes = (IsOwner,)
    lookup_value_regex = "[0-9]+"
    filter_backends = ()

    @extend_schema(responses={201: SentInvitationSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        token = secrets.token_urlsafe(32)
        with transaction.atomic():
            Invitation.objects.filter(email=serializer.validated_data["email"], accepted_at=None).delete()
            invitation = serializer.save(
                digest=_digest(token), invited_by=request.user, expires_at=timezone.now() + timedelta(days=DAYS)
            )
        link = f"{settings.APP_URL}/account/invitation/{token}"
        told = {} if settings.CAN_SEND_EMAIL else {"link": link}
        if settings.CAN_SEND_EMAIL:
            _send(invitation, link)
        return Response({**serializer.data, **told}, status=status.HTTP_201_CREATED)


@method_decorator(csrf_protect, name="dispatch")
class AcceptInvitationView(APIView):
    """Makes the user whom an invitation is for, and signs them in."""

    permission_classes = (AllowAny,)

    @extend_schema(request=AcceptSerializer, responses=MeSerializer)
    def post(self, request: Request) -> Response:
        serializer = AcceptSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        with transaction.atomic():
            user = _accepted(serializer.validated_data)
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.user = user
        return answer_me(request)


def _accepted(given: dict[str, Any]) -> User:
    """Locks the invitation, so that it makes one user only."""
    waiting = Invitation.objects.select_for_update().filter(accepted_at=None, expires_at__gt=timezone.now())
    invitation = waiting.filter(digest=_digest(given["token"])).first()
    if invitation is None:
        raise ValidationError({"token": [GONE]})
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise ValidationError({"token": [KNOWN]})
    name = given.get("name") or invitation.name
    try:
        validate_password(given["password"], User(email=invitation.email, name=name))
    except DjangoValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    user = User.objects.create_user(invitation.email, given["password"], name=name)
    user.groups.set([role.group for role in invitation.roles.select_related("group")])
    confirm_address(user)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return user


def _send(invitation: Invitation, link: str) -> None:
    subject = translated("You are invited to %(application)s") % {"application": application.TITLE}
    context = {"invitation": invitation, "link": link, "application": application.TITLE, "days": DAYS}
    send_mail(subject, render_to_string("accounts/invitation.txt", context), None, [invitation.email])


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
