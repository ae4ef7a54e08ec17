"""A generated application as its user meets it: at its URL, signed in by the one-time link."""

from __future__ import annotations

from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from tests.whole.platform import Platform


class Local(httpx.HTTPTransport):
    """Sends every request for `*.localhost` to 127.0.0.1, as browsers do, whatever the resolver here says."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        here = request.url.copy_with(host="127.0.0.1")
        asked = httpx.Request(request.method, here, headers=request.headers, stream=request.stream)
        return super().handle_request(asked)


class Application:
    """The API of one live application, signed in as its owner."""

    def __init__(self, platform: Platform, app_id: str) -> None:
        with platform.http() as http:
            link = http.post(f"/apps/{app_id}/signin-link").raise_for_status().json()["url"]
        self.url = f"{urlsplit(link).scheme}://{urlsplit(link).netloc}"
        self.http = httpx.Client(transport=Local(), base_url=self.url, timeout=30)
        landed = self.http.get(link)
        assert landed.status_code in (302, 303), landed.text
        self.me = self.http.get("/api/me/").raise_for_status().json()
        self.http.headers.update({"X-CSRFToken": self.me["csrf_token"], "Origin": self.url})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.http.close()

    def openapi(self) -> dict[str, Any]:
        answer = self.http.get("/api/schema/", headers={"Accept": "application/json"})
        return dict(answer.raise_for_status().json())

    def create(self, plural: str, **fields: Any) -> dict[str, Any]:
        answer = self.http.post(f"/api/{plural}/", json=fields)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def all(self, plural: str) -> list[dict[str, Any]]:
        return list(self.http.get(f"/api/{plural}/").raise_for_status().json()["results"])


def get(url: str, path: str) -> int | None:
    """The status of a page of an application, None where nothing answers."""
    try:
        with httpx.Client(transport=Local(), base_url=url, timeout=5) as client:
            return client.get(path).status_code
    except httpx.HTTPError:
        return None
