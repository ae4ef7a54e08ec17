"""Studio's sessions: a link works once, a cookie only from Studio's own pages, a foreign host name not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.gateway.bench import URL, Bench

ELSEWHERE: list[dict[str, str]] = [
    {},
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"sec-fetch-site": "same-site"},
    {"origin": "http://clinic.localhost:8101"},
]


@pytest.fixture
def browser(bench: Bench) -> httpx.AsyncClient:
    """A client without a token, that keeps cookies."""
    return httpx.AsyncClient(transport=bench.client._transport, base_url=URL)


async def link(bench: Bench) -> str:
    answer = await bench.client.post("/api/v1/session/links")
    url: str = answer.json()["url"]
    return url


async def test_a_link_signs_in_once(bench: Bench, browser: httpx.AsyncClient) -> None:
    url = await link(bench)
    followed = await browser.get(url)
    assert (followed.status_code, followed.headers["location"]) == (303, "/")
    cookie = followed.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert (await browser.get("/api/v1/session")).json()["operator"] is True
    again = await browser.get(url)
    assert (again.headers["location"], "set-cookie" in again.headers) == ("/?link=stale", False)


async def test_studio_may_redeem_the_link_itself(bench: Bench, browser: httpx.AsyncClient) -> None:
    secret = parse_qs(urlsplit(await link(bench)).query)["link"][0]
    assert (await browser.post("/api/v1/session", json={"link": secret})).status_code == 200
    assert (await browser.post("/api/v1/session", json={"link": secret})).status_code == 401


async def test_a_link_is_too_old_after_ten_minutes(bench: Bench, browser: httpx.AsyncClient) -> None:
    url = await link(bench)
    async with bench.platform.database.connection() as connection:
        age = datetime.now(UTC) - timedelta(seconds=1)
        kept = await connection.fetchval("UPDATE links SET expires_at = $1 RETURNING expires_at - $1 + now()", age)
    assert kept is not None
    assert (await browser.get(url)).headers["location"] == "/?link=stale"


async def test_signing_out_ends_the_session(bench: Bench, browser: httpx.AsyncClient) -> None:
    await browser.get(await link(bench))
    kept = dict(browser.cookies)
    assert (await browser.delete("/api/v1/session", headers={"origin": URL})).status_code == 204
    browser.cookies.update(kept)
    assert (await browser.get("/api/v1/session")).status_code == 401


async def test_a_write_with_the_cookie_from_elsewhere_is_refused(bench: Bench, browser: httpx.AsyncClient) -> None:
    await browser.get(await link(bench))
    for headers in ELSEWHERE:
        answer = await browser.post("/api/v1/apps", json={"text": "Patients"}, headers=headers)
        assert answer.status_code == 403, headers


async def test_a_write_from_studio_is_taken(bench: Bench, browser: httpx.AsyncClient) -> None:
    await browser.get(await link(bench))
    answer = await browser.post("/api/v1/apps", json={"text": "Patients"}, headers={"origin": URL})
    assert answer.status_code == 202


async def test_a_foreign_host_name_is_refused(bench: Bench) -> None:
    for host in ("evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""):
        for path in ("/", "/api/v1/apps", "/session"):
            assert (await bench.client.get(path, headers={"host": host})).status_code == 421
    for host in ("localhost:8000", "[::1]:8000", "127.0.0.1"):
        assert (await bench.client.get("/api/v1/apps", headers={"host": host})).status_code == 200


async def test_every_answer_carries_the_security_headers(bench: Bench) -> None:
    for path in ("/", "/api/v1/apps", "/nowhere", "/openapi.json"):
        headers = (await bench.client.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "default-src 'self'" in headers["content-security-policy"]
