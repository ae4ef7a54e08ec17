"""From a sentence in Studio to two related records in the application that did not exist before."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.expectations import expectations
from tests.journeys.generated import Generated
from tests.journeys.studio import BUILD_LIMIT, Studio
from tests.whole.platform import Platform

BEEHIVES = next(each for each in expectations() if each.title == "beehives")


@pytest.mark.slow
def test_from_a_sentence_to_two_related_records(platform: Platform, page: Page) -> None:
    studio = Studio(platform, page)
    studio.ask(BEEHIVES.text)
    studio.saw_running("image")
    studio.saw_ready()
    expect(page.get_by_role("article", name="Beehive")).to_contain_text("track our beehives", ignore_case=True)

    application = Generated(studio.open_application())
    application.add("Beehives", Name="Under the oak")
    application.add("Inspections", Date="2026-05-04", Beehive="Under the oak")

    application.list_of("Inspections")
    application.page.reload()
    expect(application.row("Under the oak")).to_be_visible()
    expect(application.row("Under the oak")).to_contain_text("2026")


@pytest.mark.slow
def test_a_text_without_things_says_what_to_write_instead(platform: Platform, page: Page) -> None:
    studio = Studio(platform, page)
    studio.ask("hello")
    failure = page.get_by_text("Failed at “Read the text”")
    expect(failure).to_be_visible(timeout=BUILD_LIMIT)
    page.get_by_role("button", name="Say it differently").click()
    field = page.get_by_role("textbox", name="Say what should be different")
    expect(field).to_have_value("hello")
    expect(field).to_be_focused()
    field.fill("hello, bees and their hives")
    page.reload()
    expect(field).to_have_value("hello, bees and their hives")


@pytest.mark.slow
def test_every_page_fits_a_phone(platform: Platform, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    Studio(platform, page)
    expect(page.get_by_role("heading", name="Your applications")).to_be_visible()
    assert _fits(page)
    page.get_by_role("link", name="Operations").click()
    expect(page.get_by_role("heading", name="Dead letters")).to_be_visible()
    assert _fits(page)


def _fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
