"""What is served beside the API: front ends, health, and what browsers are told."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def browser(tmp_path: Path, settings: Any) -> Client:
    """A browser, where two front ends are installed."""
    for name in ("main", "second"):
        (tmp_path / name / "assets").mkdir(parents=True)
        (tmp_path / name / "index.html").write_text(name)
        (tmp_path / name / "assets" / "page-1a2b.js").write_text(f"// {name}")
    settings.FRONTEND_ROOT, settings.FRONTENDS = tmp_path, ["main", "second"]
    return Client()


@pytest.mark.parametrize(
    ("path", "page"), [("/", "main"), ("/notes/3/show", "main"), ("/second/", "second"), ("/second/notes", "second")]
)
def test_every_address_of_a_front_end_shows_its_page(browser: Client, path: str, page: str) -> None:
    response = browser.get(path)
    assert (response.status_code, response.content.decode()) == (200, page)
    assert response.headers["Cache-Control"] == "no-cache"


def test_files_of_a_front_end_are_kept_by_browsers(browser: Client) -> None:
    response: Any = browser.get("/second/assets/page-1a2b.js")
    assert b"".join(response.streaming_content) == b"// second"
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/assets/gone.js", "/api/gone/"])
def test_what_is_not_there_is_not_found(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_nothing_is_loaded_from_elsewhere(browser: Client) -> None:
    assert "default-src 'self'" in browser.get("/").headers["Content-Security-Policy"]


def test_probes_need_no_host_name(settings: Any) -> None:
    settings.ALLOWED_HOSTS = []
    assert Client().get("/healthz").status_code == 200


@pytest.mark.django_db
def test_it_is_ready_when_its_database_is() -> None:
    assert Client().get("/readyz").json() == {"status": "ok"}
