"""What this application decides about accounts, where allauth asks."""

from typing import Any, NamedTuple

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from config import application


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP)

    def pre_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse | None:
        """Who did not sign up was let in by an owner, who knew the address."""
        if not EmailAddress.objects.filter(user=user).exists():
            confirm_address(user)
        answer: HttpResponse | None = super().pre_login(request, user, **details)
        return answer

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Messages name the application, and not the host that was asked for them: anybody can make that up."""
        super().send_mail(
            template_prefix, email, {"current_site": Site(application.TITLE, settings.APP_URL), **context}
        )


class Site(NamedTuple):
    name: str
    domain: str


def confirm_address(user: User) -> None:
    """From now on the user's address counts as theirs; others that they had do not."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"primary": True, "verified": True})
