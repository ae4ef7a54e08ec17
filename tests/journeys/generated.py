"""A generated application as its user sees it: lists, forms, pickers."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class Generated:
    """The first front end of an application, signed in."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def list_of(self, plural: str) -> None:
        self.page.get_by_role("menuitem", name=plural, exact=True).click()
        expect(self.page.get_by_role("heading", name=plural).first).to_be_visible()

    def add(self, plural: str, **values: str) -> None:
        """Add a record: texts and days (`2026-05-04`) are typed, relations are picked after a search."""
        self.list_of(plural)
        self.page.get_by_role("link", name="Add").or_(self.page.get_by_role("link", name="Create")).first.click()
        for label, value in values.items():
            self._fill(self.page.get_by_label(label).first, value)
        self.page.get_by_role("button", name="Save").click()
        expect(self.page.get_by_role("button", name="Save")).to_be_hidden()

    def _fill(self, field: Locator, value: str) -> None:
        moment = field.get_attribute("type") == "datetime-local"
        field.fill(f"{value}T10:30" if moment else value)
        if field.get_attribute("role") == "combobox":
            self.page.get_by_role("option", name=value).click()

    def row(self, text: str) -> Locator:
        return self.page.get_by_role("row").filter(has_text=text)
