"""What holds for every entity's API. An entity's own tests say where it is and what it takes."""

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from app.tests.entity_tests import EntityTests, as_sent


class EntityApiTests(EntityTests):
    def test_shows_a_new_row_as_it_was_sent(self, owner: APIClient) -> None:
        sent = self.factory.payload()
        response = owner.post(self.path, sent)
        assert response.status_code == 201, response.json()
        row = owner.get(self.address(response.json()["id"])).json()
        assert as_sent(row, sent) == sent
        assert row["label"]

    def test_lists_rows_in_pages(self, owner: APIClient) -> None:
        rows = [self.factory.make() for _ in range(3)]
        page = owner.get(self.path, {"page_size": "2", "ordering": "id"}).json()
        assert page["count"] == len(rows)
        assert [row["id"] for row in page["results"]] == [row.pk for row in rows[:2]]

    def test_changes_a_row(self, owner: APIClient) -> None:
        row = self.factory.make()
        shown = owner.get(self.address(row.pk)).json()
        sent = self.factory.payload()
        sent |= {name: shown[name] for name in self.unchangeable}
        response = owner.put(self.address(row.pk), sent)
        assert response.status_code == 200, response.json()
        changed = {name: value for name, value in sent.items() if name not in self.unchangeable}
        assert as_sent(response.json(), changed) == changed

    def test_takes_back_what_it_showed(self, owner: APIClient) -> None:
        row = self.factory.make()
        shown = owner.get(self.address(row.pk)).json()
        response = owner.put(self.address(row.pk), shown)
        assert response.status_code == 200, response.json()
        assert {**response.json(), "_version": ""} == {**shown, "_version": ""}

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
            sent = value() if callable(value) else value
            response = owner.post(self.path, self.factory.payload(**{name: sent}))
            assert (response.status_code, list(response.json().get("errors", {}))) == (400, [name]), (name, sent)

    def test_the_database_refuses_what_breaks_a_rule(self, owner: APIClient) -> None:
        row = self.factory.make()
        for name, value, rule in self.broken:
            with pytest.raises(IntegrityError, match=rule), transaction.atomic():
                self.rows().filter(pk=row.pk).update(**{name: value})

    def test_refuses_what_stands_already(self, owner: APIClient) -> None:
        for name in self.unique:
            row, other = self.factory.make(), self.factory.make()
            sent = self.factory.payload(**{name: owner.get(self.address(row.pk)).json()[name]})
            response = owner.post(self.path, sent)
            assert (response.status_code, list(response.json().get("errors", {}))) == (400, [name]), name
            with pytest.raises(IntegrityError), transaction.atomic():
                self.rows().filter(pk=other.pk).update(**{name: getattr(row, name)})

    def test_keeps_what_cannot_be_changed(self, owner: APIClient) -> None:
        row = self.factory.make()
        for name in self.unchangeable:
            response = owner.patch(self.address(row.pk), {name: "something else"})
            assert (response.status_code, list(response.json().get("errors", {}))) == (400, [name]), name

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
