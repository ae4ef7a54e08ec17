"""Who may become a user without having been asked: nobody, unless the settings say so."""

from typing import Any

import pytest
from django.core import mail
from rest_framework.test import APIClient

from accounts.models import User

GIVEN = {"email": "eve@example.org", "password": "right and long"}
AUTH = "/api/auth/browser/v1"

pytestmark = pytest.mark.django_db


def test_is_closed(anonymous: APIClient) -> None:
    assert anonymous.post(f"{AUTH}/auth/signup", GIVEN).status_code == 403
    assert not User.objects.exists()


def test_asks_to_confirm_the_address_where_it_is_open(anonymous: APIClient, settings: Any) -> None:
    settings.SIGNUP, settings.ACCOUNT_EMAIL_VERIFICATION = True, "mandatory"
    assert anonymous.post(f"{AUTH}/auth/signup", GIVEN).status_code == 401
    assert anonymous.get("/api/me/").status_code == 401
    assert APIClient().post("/api/signin/", GIVEN).status_code == 400
    assert f"{settings.APP_URL}/account/confirm/" in str(mail.outbox[0].body)


@pytest.mark.parametrize("path", ["account/email", "account/phone"])
def test_nobody_takes_another_address(owner: APIClient, path: str) -> None:
    assert owner.get(f"{AUTH}/{path}").status_code == 404
    assert owner.post(f"{AUTH}/{path}", {"email": "boss@example.org"}).status_code == 404
