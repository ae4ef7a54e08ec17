"""Sign-in by a link: signed with the key that this application shares with its platform, valid once and briefly."""

from datetime import UTC, datetime
from typing import Any

import jwt
from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.models import UsedLink, User

LONGEST_LIFE = 11 * 60
"""Seconds that a link may be valid at most: ten minutes, and one for clocks that differ."""


@require_GET
@never_cache
def sign_in_by_link(request: HttpRequest) -> HttpResponse:
    """Signs in whom the link names, as an owner of the application, and goes to the front end."""
    try:
        claims = _claims(request.GET.get("token", ""))
    except jwt.InvalidTokenError:
        return _refused(_("This link is not valid, or no longer. Ask for a new one."))
    with transaction.atomic():
        if not _first_use(claims):
            return _refused(_("This link was used before. Ask for a new one."))
        user = _owner(claims)
    if not user.is_active:
        return _refused(_("This user may not sign in."))
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return HttpResponseRedirect("/")


def _claims(token: str) -> dict[str, Any]:
    if not (settings.SIGNIN_KEY and settings.APP_ID):
        raise jwt.InvalidTokenError("Sign-in by link is switched off.")
    claims: dict[str, Any] = jwt.decode(
        token,
        settings.SIGNIN_KEY,
        algorithms=["HS256"],
        audience=settings.APP_ID,
        options={"require": ["sub", "jti", "exp", "aud"]},
    )
    if claims["exp"] > timezone.now().timestamp() + LONGEST_LIFE:
        raise jwt.InvalidTokenError("The link is valid for too long.")
    return claims


def _first_use(claims: dict[str, Any]) -> bool:
    UsedLink.objects.filter(expires_at__lt=timezone.now()).delete()
    expires_at = datetime.fromtimestamp(claims["exp"], tz=UTC)
    return UsedLink.objects.get_or_create(jti=claims["jti"][:255], defaults={"expires_at": expires_at})[1]


def _owner(claims: dict[str, Any]) -> User:
    email, name = claims["sub"].lower(), str(claims.get("name", ""))[:300]
    user = User.objects.filter(email__iexact=email).first()
    return user or User.objects.create_superuser(email, name=name)


def _refused(reason: str) -> HttpResponse:
    return HttpResponse(reason, status=403, content_type="text/plain; charset=utf-8")
