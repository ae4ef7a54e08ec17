"""Signing in by password: who gets in, who is kept out, and what strangers learn from it."""

from typing import Any

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from accounts.tests.factory import make_user

GIVEN = {"email": "ada@example.org", "password": "right and long"}
WRONG = {**GIVEN, "password": "wrong and long"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Any:
    return make_user(**GIVEN)


@pytest.mark.usefixtures("ada")
class TestPassword:
    def test_signs_in_and_out(self, anonymous: APIClient) -> None:
        response = anonymous.post("/api/signin/", {**GIVEN, "email": "Ada@example.org"})
        assert (response.status_code, response.json()["email"]) == (200, "ada@example.org")
        assert anonymous.post("/api/signout/").status_code == 204
        assert anonymous.get("/api/me/").status_code == 401

    def test_is_refused_where_it_is_wrong(self, anonymous: APIClient) -> None:
        assert anonymous.post("/api/signin/", WRONG).status_code == 400
        assert anonymous.get("/api/me/").status_code == 401

    def test_is_refused_alike_whether_or_not_there_is_such_a_user(self, anonymous: APIClient) -> None:
        wrong = anonymous.post("/api/signin/", WRONG)
        unknown = anonymous.post("/api/signin/", {**WRONG, "email": "bob@example.org"})
        assert (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json())

    def test_is_refused_for_those_who_may_not_sign_in(self, anonymous: APIClient) -> None:
        make_user(email="eve@example.org", password="right and long", is_active=False)
        response = anonymous.post("/api/signin/", {**GIVEN, "email": "eve@example.org"})
        assert response.status_code == 400
        assert anonymous.get("/api/me/").status_code == 401

    def test_is_throttled_by_address(self, anonymous: APIClient) -> None:
        answers = [anonymous.post("/api/signin/", WRONG).status_code for _ in range(6)]
        assert answers == [400] * 5 + [429]
        assert anonymous.post("/api/signin/", GIVEN).status_code == 429

    def test_gives_a_new_session(self, anonymous: APIClient) -> None:
        anonymous.get("/api/auth/browser/v1/auth/session")
        anonymous.session.save()
        before = anonymous.session.session_key
        anonymous.post("/api/signin/", GIVEN)
        assert anonymous.session.session_key != before

    def test_takes_the_place_of_who_was_signed_in(self, anonymous: APIClient) -> None:
        make_user(email="bob@example.org", password="right and long")
        anonymous.post("/api/signin/", GIVEN)
        anonymous.post("/api/signin/", {**GIVEN, "email": "bob@example.org"})
        assert anonymous.get("/api/me/").json()["email"] == "bob@example.org"

    def test_needs_the_csrf_token(self) -> None:
        browser = APIClient(enforce_csrf_checks=True)
        assert browser.post("/api/signin/", GIVEN).status_code == 403
        token = browser.get("/api/me/").cookies[settings.CSRF_COOKIE_NAME].value
        assert browser.post("/api/signin/", GIVEN, HTTP_X_CSRFTOKEN=token).status_code == 200


@pytest.mark.parametrize("sent", [{}, {"email": "no address", "password": "x"}, [], {"email": None, "password": None}])
def test_what_is_no_sign_in_is_refused(anonymous: APIClient, sent: Any) -> None:
    assert anonymous.post("/api/signin/", sent).status_code == 400


class TestAdmin:
    """Django's admin has a sign-in of its own."""

    def test_lets_owners_in(self, anonymous: APIClient) -> None:
        make_user(**GIVEN, is_staff=True, is_superuser=True)
        assert self.answer(anonymous, GIVEN) == 302

    def test_is_throttled_as_well(self, anonymous: APIClient) -> None:
        make_user(**GIVEN, is_staff=True, is_superuser=True)
        for _ in range(5):
            assert self.answer(anonymous, WRONG) == 200
        assert self.answer(anonymous, GIVEN) == 200

    def answer(self, client: APIClient, given: dict[str, str]) -> int:
        form = {"username": given["email"], "password": given["password"]}
        return client.post("/admin/login/", form, format="multipart").status_code
