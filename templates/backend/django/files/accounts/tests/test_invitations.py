"""Invitations: owners send them, and whoever receives one becomes a user once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Invitation, User
from accounts.tests.factory import make_user
from app.roles import ROLES

PATH = "/api/invitations/"
ACCEPT = f"{PATH}accept/"
PASSWORD = "right and long"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sends(settings: Any) -> None:
    settings.CAN_SEND_EMAIL = True


def invite(owner: APIClient, **values: Any) -> str:
    """The secret that an invitation carries."""
    response = owner.post(PATH, {"email": "bob@example.org", "name": "Bob", **values})
    assert response.status_code == 201, response.json()
    return str(mail.outbox[-1].body).split("/account/invitation/")[1].split()[0]


def accept(token: str, **values: Any) -> Any:
    return APIClient().post(ACCEPT, {"token": token, "password": PASSWORD, **values})


def test_makes_a_user_with_the_roles_that_were_chosen(owner: APIClient) -> None:
    roles = [role.name for role in ROLES[:2]]
    me = accept(invite(owner, roles=roles)).json()
    assert (me["email"], me["name"], me["is_owner"]) == ("bob@example.org", "Bob", False)
    assert me["roles"] == roles
    assert APIClient().post("/api/signin/", {"email": "bob@example.org", "password": PASSWORD}).status_code == 200


def test_can_be_accepted_once(owner: APIClient) -> None:
    token = invite(owner)
    assert accept(token).status_code == 200
    assert accept(token).status_code == 400


def test_is_good_for_some_days(owner: APIClient) -> None:
    token = invite(owner)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert accept(token).status_code == 400


def test_takes_the_place_of_the_one_before(owner: APIClient) -> None:
    first, second = invite(owner), invite(owner)
    assert accept(first).status_code == 400
    assert accept(second).status_code == 200


def test_refuses_weak_passwords_and_stays_good(owner: APIClient) -> None:
    token = invite(owner)
    assert list(accept(token, password="bob").json()["errors"]) == ["password"]
    assert accept(token).status_code == 200


def test_cannot_make_an_owner(owner: APIClient) -> None:
    token = invite(owner, is_owner=True, is_superuser=True)
    assert accept(token, is_superuser=True, is_owner=True).json()["is_owner"] is False


def test_is_not_for_those_who_are_users_already(owner: APIClient) -> None:
    make_user(email="bob@example.org")
    assert list(owner.post(PATH, {"email": "Bob@example.org"}).json()["errors"]) == ["email"]


def test_knows_the_roles_that_there_are(owner: APIClient) -> None:
    response = owner.post(PATH, {"email": "bob@example.org", "roles": ["emperor"]})
    assert list(response.json()["errors"]) == ["roles"]


def test_is_handed_over_by_the_owner_where_no_mail_goes_out(owner: APIClient, settings: Any) -> None:
    settings.CAN_SEND_EMAIL = False
    link = owner.post(PATH, {"email": "bob@example.org"}).json()["link"]
    assert not mail.outbox
    assert accept(link.rsplit("/", 1)[1]).status_code == 200


def test_keeps_its_secret(owner: APIClient) -> None:
    token = invite(owner)
    assert token not in str(owner.get(PATH).json())
    assert token not in Invitation.objects.get().digest


def test_is_sent_by_owners_alone(roleless: APIClient, anonymous: APIClient) -> None:
    assert roleless.post(PATH, {"email": "bob@example.org"}).status_code == 403
    assert roleless.get(PATH).status_code == 403
    assert anonymous.post(PATH, {"email": "bob@example.org"}).status_code == 401


def test_makes_no_user_who_is_there_meanwhile(owner: APIClient) -> None:
    token = invite(owner)
    make_user(email="bob@example.org")
    assert accept(token).status_code == 400
    assert User.objects.filter(email="bob@example.org").count() == 1
