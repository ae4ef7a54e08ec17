"""Pages by number and by cursor."""

import pytest
from rest_framework.test import APIClient

from api.tests.entities import Entity, any_entity, each_entity


@each_entity
class TestCursors:
    def test_lead_through_all_rows_and_back_in_any_order(self, entity: Entity, owner: APIClient) -> None:
        rows = [entity.factory.make() for _ in range(5)]
        for row in rows[::2]:
            owner.patch(entity.row(row.pk), entity.factory.links())
        for name in entity.view.ordering_fields[:6]:
            for sign in ("", "-"):
                query = {"ordering": f"{sign}{name}", "page_size": "100"}
                whole = [row["id"] for row in owner.get(entity.path, query).json()["results"]]
                forwards, last = self.walk(owner, entity, f"{sign}{name}", "next")
                assert forwards == whole, name
                if not sign:
                    backwards, _ = self.walk(owner, entity, name, "previous", last)
                    assert backwards == whole[: len(backwards)], name
                    assert len(whole) - len(backwards) == (len(whole) - 1) % 3 + 1

    def walk(
        self, owner: APIClient, entity: Entity, ordering: str, way: str, start: str | None = None
    ) -> tuple[list[int], str]:
        """The keys of all rows on the way, and where the last page was."""
        query = {"pagination": "cursor", "page_size": "3", "ordering": ordering}
        address, found = start or entity.path, list[int]()
        page = owner.get(address, None if start else query).json()
        if start:
            address, page = page["previous"], owner.get(page["previous"]).json()
        while True:
            keys = [row["id"] for row in page["results"]]
            found = found + keys if way == "next" else keys + found
            if page[way] is None:
                return found, address
            address, page = page[way], owner.get(page[way]).json()


@any_entity
class TestPages:
    @pytest.mark.parametrize("size", ["0", "1001", "-1", "ten", "", "1e3"])
    def test_have_a_size_that_is_a_number(self, entity: Entity, owner: APIClient, size: str) -> None:
        assert owner.get(entity.path, {"page_size": size}).status_code == 400

    def test_that_are_none_are_not_found(self, entity: Entity, owner: APIClient) -> None:
        assert owner.get(entity.path, {"page": "999"}).status_code == 404

    @pytest.mark.parametrize("cursor", ["nonsense", "W10=", "WzAsIDFd", "äö", "bnVsbA=="])
    def test_have_no_cursor_that_nobody_gave(self, entity: Entity, owner: APIClient, cursor: str) -> None:
        answer = owner.get(entity.path, {"pagination": "cursor", "cursor": cursor, "ordering": "id"})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["cursor"])
