"""Studio as its user sees it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.whole.platform import Platform

BUILD_LIMIT = 120_000
"""How long a build may take here, in milliseconds: machines that run tests do much at once."""


class Studio:
    """A page of Studio, signed in by a one-time link."""

    def __init__(self, platform: Platform, page: Page) -> None:
        self.page = page
        with platform.http() as http:
            link = http.post("/session/links").raise_for_status().json()["url"]
        page.goto(link)

    def ask(self, text: str) -> None:
        self.page.get_by_role("textbox", name="What do you want to keep track of?").fill(text)
        self.page.get_by_role("button", name="Build the application").click()

    def saw_running(self, stage: str) -> None:
        """The stage was seen under way, with a line of its log."""
        row = self.page.locator(f'[data-stage="{stage}"]')
        expect(row).to_have_attribute("data-state", "running", timeout=BUILD_LIMIT)
        expect(row.get_by_role("region", name="Log", include_hidden=True)).not_to_be_empty()

    def saw_ready(self) -> None:
        spoken = self.page.get_by_text("The application is ready.")
        expect(spoken).to_be_attached(timeout=BUILD_LIMIT)
        expect(self.page.locator('[data-state="done"]')).to_have_count(6)

    def open_application(self) -> Page:
        with self.page.context.expect_page() as opened:
            self.page.get_by_role("button", name="Open application").click()
        return opened.value
