"""A running platform and a Chromium to walk through it, as a person at a screen would."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from infra.addresses import free_port
from tests.conftest import with_golden_bases
from tests.whole.platform import REPOSITORY, Platform

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")


@pytest.fixture(scope="session")
def browser_path() -> str:
    """A Chromium of this machine. Without one the journeys are skipped, and say so."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"NO JOURNEY WAS WALKED: there is no Chromium here (looked for {', '.join(BROWSERS)}).")
    return found


@pytest.fixture(scope="module")
def platform(browser_path: str) -> Iterator[Platform]:
    assert (REPOSITORY / "studio/dist/index.html").exists(), "Studio has not been built: run `make setup`."
    home = with_golden_bases(Path(tempfile.mkdtemp(prefix="fusion-journey-")))
    platform = Platform(home, free_port(), FUSION_ALLOW_UNSANDBOXED="1")
    try:
        platform.start()
        yield platform
    finally:
        platform.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def page(browser_path: str) -> Iterator[Page]:
    """An empty page at a desk. Whatever its scripts throw fails the test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        thrown: list[str] = []
        context.on("weberror", lambda error: thrown.append(str(error.error)))
        yield context.new_page()
        browser.close()
    assert not thrown, thrown
