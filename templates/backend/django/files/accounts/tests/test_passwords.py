"""Passwords that are forgotten or changed, by way of messages to the user's address."""

import re
from typing import Any

import pytest
from django.core import mail
from rest_framework.test import APIClient

from accounts.tests.factory import make_user

GIVEN = {"email": "ada@example.org", "password": "right and long"}
NEW = "another and long"
AUTH = "/api/auth/browser/v1"

pytestmark = pytest.mark.django_db


def ask(client: APIClient, email: str = GIVEN["email"], **extra: Any) -> Any:
    return client.post(f"{AUTH}/auth/password/request", {"email": email}, **extra)


def key() -> str:
    found = re.search(r"/account/password/(\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


class TestReset:
    def test_lets_who_reads_the_message_choose_a_new_one(self, anonymous: APIClient) -> None:
        make_user(**GIVEN)
        assert ask(anonymous).status_code == 200
        chosen = {"key": key(), "password": NEW}
        anonymous.post(f"{AUTH}/auth/password/reset", chosen)
        assert anonymous.post("/api/signin/", GIVEN).status_code == 400
        assert anonymous.post("/api/signin/", {**GIVEN, "password": NEW}).status_code == 200
        assert APIClient().post(f"{AUTH}/auth/password/reset", chosen).status_code == 400

    def test_ends_the_sessions_that_there_were(self, anonymous: APIClient) -> None:
        make_user(**GIVEN)
        other = APIClient()
        other.post("/api/signin/", GIVEN)
        ask(anonymous)
        anonymous.post(f"{AUTH}/auth/password/reset", {"key": key(), "password": NEW})
        assert other.get("/api/me/").status_code == 401

    def test_answers_alike_whether_or_not_there_is_such_a_user(self, anonymous: APIClient) -> None:
        make_user(**GIVEN)
        known, unknown = ask(anonymous), ask(anonymous, "bob@example.org")
        assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
        assert [message.to for message in mail.outbox] == [[GIVEN["email"]]]

    def test_refuses_a_weak_password(self, anonymous: APIClient) -> None:
        make_user(**GIVEN)
        ask(anonymous)
        response = anonymous.post(f"{AUTH}/auth/password/reset", {"key": key(), "password": "12345678"})
        assert response.status_code == 400

    def test_names_the_applications_own_address_whatever_host_is_asked(self, settings: Any) -> None:
        settings.ALLOWED_HOSTS = ["*"]
        make_user(**GIVEN)
        ask(APIClient(), HTTP_HOST="evil.example")
        assert f"{settings.APP_URL}/account/password/" in str(mail.outbox[-1].body)
        assert "evil.example" not in str(mail.outbox[-1].body)

    def test_is_throttled(self, anonymous: APIClient) -> None:
        answers = [ask(anonymous).status_code for _ in range(6)]
        assert answers[-1] == 429


class TestChange:
    def test_needs_the_old_one_and_tells_the_user(self, anonymous: APIClient) -> None:
        make_user(**GIVEN)
        anonymous.post("/api/signin/", GIVEN)
        change = f"{AUTH}/account/password/change"
        assert anonymous.post(change, {"current_password": "no", "new_password": NEW}).status_code == 400
        sent = {"current_password": GIVEN["password"], "new_password": NEW}
        assert anonymous.post(change, sent).status_code == 200
        assert anonymous.get("/api/me/").status_code == 200
        assert [message.to for message in mail.outbox] == [[GIVEN["email"]]]
