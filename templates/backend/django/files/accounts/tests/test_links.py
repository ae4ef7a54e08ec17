"""Signing in by a link from the platform, and who one is then."""

from collections.abc import Callable
from typing import Any

import jwt
import pytest
from django.conf import settings
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factory import make_user

KEY = "a key for tests that is long enough to sign with"
Link = Callable[..., str]


@pytest.fixture
def link(monkeypatch: pytest.MonkeyPatch) -> Link:
    """Makes sign-in links; claims may be replaced, and left out by None."""
    monkeypatch.setattr(settings, "APP_ID", "this-app")
    monkeypatch.setattr(settings, "SIGNIN_KEY", KEY)

    def make(key: str = KEY, **claims: Any) -> str:
        now = int(timezone.now().timestamp())
        standard = {"sub": "ada@example.org", "name": "Ada", "jti": "1", "exp": now + 300, "aud": "this-app"}
        payload = {name: value for name, value in {**standard, **claims}.items() if value is not None}
        return f"/signin/link/?token={jwt.encode(payload, key, 'HS256')}"

    return make


@pytest.mark.django_db
class TestLink:
    def test_makes_an_owner_and_signs_them_in(self, anonymous: APIClient, link: Link) -> None:
        response = anonymous.get(link())
        assert (response.status_code, response.headers["Location"]) == (302, "/")
        me = anonymous.get("/api/me/").json()
        assert (me["email"], me["name"], me["is_owner"]) == ("ada@example.org", "Ada", True)

    def test_works_once(self, anonymous: APIClient, link: Link) -> None:
        address = link()
        assert anonymous.get(address).status_code == 302
        assert APIClient().get(address).status_code == 403

    def test_keeps_what_a_user_may_do(self, anonymous: APIClient, link: Link) -> None:
        make_user(email="ada@example.org")
        anonymous.get(link(sub="Ada@Example.org"))
        assert anonymous.get("/api/me/").json()["is_owner"] is False

    @pytest.mark.parametrize(
        "claims",
        [
            {"exp": 1},
            {"exp": 9_999_999_999},
            {"aud": "another-app"},
            {"key": "another key that is long enough to sign with"},
            {"jti": None},
            {"sub": None},
        ],
    )
    def test_is_refused(self, anonymous: APIClient, link: Link, claims: dict[str, Any]) -> None:
        assert anonymous.get(link(**claims)).status_code == 403
        assert not User.objects.exists()

    def test_is_refused_for_those_who_may_not_sign_in(self, anonymous: APIClient, link: Link) -> None:
        make_user(email="ada@example.org", is_active=False)
        assert anonymous.get(link()).status_code == 403
