"""What holds for every entity's API. An entity's own tests say where it is and what it takes."""

from types import ModuleType
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient


class EntityApiTests:
    """`required` fields must be sent; each of `refused` breaks a rule; lists can be filtered by `filters`."""

    path: str
    factory: ModuleType
    required: list[str] = []
    refused: list[tuple[str, Any]] = []
    filters: list[str] = []
    searched: list[str] = []
    ordered: list[str] = []

    def test_shows_a_new_row_as_it_was_sent(self, owner: APIClient) -> None:
        sent = self.factory.payload()
        response = owner.post(self.path, sent)
        assert response.status_code == 201, response.json()
        row = owner.get(self.address(response.json()["id"])).json()
        assert {name: row[name] for name in sent} == sent
        assert row["label"]

    def test_lists_rows_in_pages(self, owner: APIClient) -> None:
        rows = [self.factory.make() for _ in range(3)]
        page = owner.get(self.path, {"page_size": "2", "ordering": "id"}).json()
        assert page["count"] == len(rows)
        assert [row["id"] for row in page["results"]] == [row.pk for row in rows[:2]]

    def test_changes_a_row(self, owner: APIClient) -> None:
        row = self.factory.make()
        sent = self.factory.payload()
        response = owner.put(self.address(row.pk), sent)
        assert response.status_code == 200, response.json()
        assert {name: response.json()[name] for name in sent} == sent

    def test_relates_rows_and_shows_their_labels(self, owner: APIClient) -> None:
        row, links = self.factory.make(), self.factory.links()
        shown = owner.patch(self.address(row.pk), links).json()
        assert {name: shown[name] for name in links} == links
        for name, value in links.items():
            assert shown[f"{name}_labels" if isinstance(value, list) else f"{name}_label"]

    def test_deletes_a_row(self, owner: APIClient) -> None:
        row = self.factory.make()
        assert owner.delete(self.address(row.pk)).status_code == 204
        assert owner.get(self.address(row.pk)).status_code == 404

    def test_asks_for_what_is_required(self, owner: APIClient) -> None:
        for name in self.required:
            sent = self.factory.payload()
            sent[name] = None
            assert name in owner.post(self.path, sent).json()["errors"], name
            del sent[name]
            assert name in owner.post(self.path, sent).json()["errors"], name

    def test_refuses_what_breaks_a_rule(self, owner: APIClient) -> None:
        for name, value in self.refused:
            response = owner.post(self.path, self.factory.payload(**{name: value}))
            assert (response.status_code, list(response.json()["errors"])) == (400, [name]), (name, value)

    def test_finds_a_row_by_what_it_holds(self, owner: APIClient) -> None:
        row = owner.post(self.path, self.factory.payload()).json()
        for name in self.filters:
            found = owner.get(self.path, {name: row[name]}).json()
            assert row["id"] in [one["id"] for one in found["results"]], name
        for name in self.searched:
            found = owner.get(self.path, {"search": row[name]}).json()
            assert row["id"] in [one["id"] for one in found["results"]], name

    def test_can_be_ordered_by_any_column(self, owner: APIClient) -> None:
        rows = {self.factory.make().pk for _ in range(2)}
        for name in self.ordered:
            found = owner.get(self.path, {"ordering": f"-{name}"}).json()
            assert {row["id"] for row in found["results"]} == rows, name

    def test_asks_the_database_as_often_for_many_rows_as_for_few(self, owner: APIClient) -> None:
        for _ in range(2):
            owner.patch(self.address(self.factory.make().pk), self.factory.links())
        few = self.queries(owner)
        for _ in range(3):
            owner.patch(self.address(self.factory.make().pk), self.factory.links())
        assert self.queries(owner) == few

    @pytest.mark.django_db
    def test_is_closed_to_strangers(self, anonymous: APIClient) -> None:
        assert self.answers(anonymous) == {401}

    def test_is_closed_to_those_without_a_role(self, roleless: APIClient) -> None:
        assert self.answers(roleless) == {403}

    def address(self, key: int) -> str:
        return f"{self.path}{key}/"

    def answers(self, client: APIClient) -> set[int]:
        """How each thing that one might try is answered."""
        row, sent = self.factory.make(), self.factory.payload()
        answers = [
            client.get(self.path),
            client.post(self.path, sent),
            client.get(self.address(row.pk)),
            client.put(self.address(row.pk), sent),
            client.patch(self.address(row.pk), sent),
            client.delete(self.address(row.pk)),
        ]
        return {answer.status_code for answer in answers}

    def queries(self, client: APIClient) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(self.path).status_code == 200
        return len(asked)
