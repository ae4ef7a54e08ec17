"""Whatever goes wrong is told in one shape, and answers can be found again in the log."""

import json
import logging
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factory import make_user
from api.handler import handle
from config.urls import handler404, handler500, urlpatterns
from web.logs import Formatter, RequestFilter

__all__ = ["handler404", "handler500"]  # the addresses of these tests are the application's, and two that fail


def fail(request: object) -> HttpResponse:
    raise RuntimeError("for a test")


urlpatterns = [path("fail/", fail), *urlpatterns]


def kind(response: Any) -> tuple[int, str]:
    """The status of an answer and the kind of its problem."""
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert body["title"]
    assert body["detail"]
    return response.status_code, body["type"]


@pytest.mark.django_db
class TestKinds:
    def test_nobody_signed_in(self, anonymous: APIClient) -> None:
        assert kind(anonymous.get("/api/users/")) == (401, "/problems/not-authenticated")

    @pytest.mark.parametrize("address", ["/api/gone/", "/gone.txt"])
    def test_nothing_there(self, anonymous: APIClient, address: str) -> None:
        assert kind(anonymous.get(address)) == (404, "/problems/not-found")

    def test_no_such_row(self, owner: APIClient) -> None:
        assert kind(owner.get("/api/users/999999999/")) == (404, "/problems/not-found")

    def test_not_valid(self, anonymous: APIClient) -> None:
        response = anonymous.post("/api/signin/", {"email": "no address"})
        assert kind(response) == (400, "/problems/validation")
        assert set(response.json()["errors"]) == {"email", "password"}

    @pytest.mark.parametrize("content", ["{", "[1, NaN]", '{"email": "\\ud800"}', "[" * 100_000])
    def test_no_json(self, owner: APIClient, content: str) -> None:
        response = owner.generic("PATCH", "/api/me/", content, content_type="application/json")
        assert kind(response) == (400, "/problems/malformed")

    def test_another_kind_of_content(self, anonymous: APIClient) -> None:
        response = anonymous.generic("POST", "/api/signin/", "<a/>", content_type="application/xml")
        assert kind(response) == (415, "/problems/unsupported-media-type")

    def test_too_large(self, anonymous: APIClient, settings: Any) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
        assert kind(anonymous.post("/api/signin/", {"email": "a" * 20})) == (413, "/problems/too-large")

    def test_another_method(self, owner: APIClient) -> None:
        assert kind(owner.delete("/api/me/")) == (405, "/problems/method-not-allowed")

    def test_a_forged_request(self) -> None:
        browser = APIClient(enforce_csrf_checks=True)
        assert kind(browser.post("/api/signin/", {})) == (403, "/problems/forbidden")

    def test_another_host(self, settings: Any) -> None:
        settings.ALLOWED_HOSTS = ["app.example"]
        assert kind(Client().get("/api/me/", headers={"host": "evil.example"})) == (400, "/problems/malformed")

    def test_what_would_stand_twice_is_named_but_not_repeated(self) -> None:
        make_user(email="ada@example.org")
        with pytest.raises(Exception, match="duplicate") as raised:
            User.objects.bulk_create([User(email="ada@example.org")])
        response: Any = handle(raised.value, {})
        assert (response.status_code, response.data["type"]) == (409, "/problems/conflict")
        assert "e-mail address" in response.data["detail"]
        assert "ada" not in response.data["detail"]


@pytest.mark.urls("api.tests.test_problems")
def test_a_failure_of_ours_tells_nothing() -> None:
    response = Client(raise_request_exception=False).get("/fail/")
    assert kind(response) == (500, "/problems/internal-error")
    assert "for a test" not in response.content.decode()


@pytest.mark.django_db
def test_a_database_that_is_away_is_told_as_such() -> None:
    response: Any = handle(OperationalError("connection refused"), {})
    assert (response.status_code, response.data["type"]) == (503, "/problems/unavailable")


@pytest.mark.django_db
class TestLanguage:
    def test_is_the_one_that_the_browser_asks_for(self, anonymous: APIClient) -> None:
        answer = anonymous.get("/api/me/", headers={"accept-language": "de-AT,de;q=0.9"})
        assert answer.json()["title"] == "Melden Sie sich zuerst an."
        assert answer.headers["Content-Language"] == "de"

    def test_is_rather_the_one_that_the_user_has_chosen(self) -> None:
        client = APIClient()
        client.force_login(make_user(language="de"))
        answer = client.patch("/api/me/", {"language": "xx"}, headers={"accept-language": "en"})
        assert answer.json()["title"] == "Was gesendet wurde, ist nicht gültig."

    def test_is_english_for_all_others(self, anonymous: APIClient) -> None:
        answer = anonymous.get("/api/me/", headers={"accept-language": "tlh"})
        assert answer.json()["title"] == "Sign in first."


class TestRequestIds:
    def test_are_given(self, client: Client) -> None:
        first, second = (client.get("/api/gone/").headers["X-Request-ID"] for _ in range(2))
        assert first != second

    def test_are_those_of_the_proxy(self, client: Client) -> None:
        assert client.get("/api/gone/", headers={"x-request-id": "abc-1"}).headers["X-Request-ID"] == "abc-1"

    @pytest.mark.parametrize("given", ["with space", "x" * 65, "a\nb"])
    def test_are_replaced_where_they_are_strange(self, client: Client, given: str) -> None:
        assert client.get("/api/gone/", headers={"x-request-id": given}).headers["X-Request-ID"] != given


@pytest.mark.django_db
class TestLog:
    @pytest.fixture
    def lines(self) -> Any:
        """What is logged, each line read as JSON."""
        written: list[str] = []

        class Handler(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                written.append(self.format(record))

        handler = Handler()
        handler.addFilter(RequestFilter())
        handler.setFormatter(Formatter("%(message)s %(request_id)s %(user_id)s"))
        logging.getLogger().addHandler(handler)
        yield written
        logging.getLogger().removeHandler(handler)

    def test_says_what_was_asked_by_whom_and_how_long_it_took(self, lines: list[str]) -> None:
        user = make_user(email="ada@example.org", name="Ada Lovelace")
        client = APIClient()
        client.force_login(user)
        client.get("/api/users/", {"search": "lovelace"}, headers={"x-request-id": "abc-1"})
        [line] = [json.loads(line) for line in lines]
        assert (line["path"], line["status"], line["request_id"], line["user_id"]) == (
            "/api/users/",
            200,
            "abc-1",
            user.pk,
        )
        assert line["duration_ms"] > 0

    def test_holds_no_personal_data(self, lines: list[str]) -> None:
        user = make_user(email="ada@example.org", name="Ada Lovelace")
        client = APIClient()
        client.force_login(user)
        client.get("/api/users/", {"search": "lovelace"})
        try:
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO accounts_user SELECT * FROM accounts_user")
        except Exception:
            logging.getLogger(__name__).exception("for a test")
        assert lines
        assert not any("lovelace" in line.lower() or "ada@" in line for line in lines)
