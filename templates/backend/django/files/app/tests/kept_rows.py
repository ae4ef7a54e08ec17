"""What is kept of rows: their history, and those that were deleted."""

from typing import Any

from rest_framework.test import APIClient

from app.tests.entity_tests import EntityTests


class HistoryTests(EntityTests):
    def test_tells_who_changed_what(self, owner: APIClient) -> None:
        row = owner.post(self.path, self.factory.payload()).json()
        changed = {**self.factory.payload(), **{name: row[name] for name in self.unchangeable}}
        shown = owner.put(self.address(row["id"]), changed).json()
        me = owner.get("/api/me/").json()["id"]

        events = owner.get(self.address(row["id"], "history")).json()["results"]

        assert [event["action"] for event in events][-1:] == ["create"]
        assert {event["by"]["id"] for event in events} == {me}
        told = {change["field"] for event in events for change in event["changes"] if event["action"] == "update"}
        sent = (changed.keys() & self._fields()) - set(self.unchangeable)
        assert {name for name in sent if shown[name] != row[name]} <= told
        recent = owner.get("/api/recent/").json()["results"]
        assert [(event["entity"], event["id"]) for event in recent[:1]] == [(self.model._meta.model_name, row["id"])]

    def test_tells_what_was_related(self, owner: APIClient) -> None:
        row, links = self.factory.make(), self.factory.links()
        owner.patch(self.address(row.pk), links)
        events = owner.get(self.address(row.pk, "history")).json()["results"]
        assert {change["field"] for event in events for change in event["changes"]} >= links.keys()

    def _fields(self) -> set[str]:
        return {field.name for field in self.model._meta.concrete_fields}


class SoftDeleteTests(EntityTests):
    def test_brings_back_what_was_deleted(self, owner: APIClient) -> None:
        row = self._deleted(owner)
        assert self._keys(owner, deleted="true") == [row.pk]
        assert owner.post(self.address(row.pk, "restore")).status_code == 200
        assert self._keys(owner, deleted="true") == []
        assert owner.get(self.address(row.pk)).status_code == 200

    def test_what_a_deleted_row_held_can_stand_again(self, owner: APIClient) -> None:
        row = self._deleted(owner)
        for name in self.unique:
            value = self.rows().values_list(name, flat=True).get(pk=row.pk)
            assert owner.post(self.path, self.factory.payload(**{name: value})).status_code == 201, name

    def _deleted(self, client: APIClient) -> Any:
        row = self.factory.make()
        assert client.delete(self.address(row.pk)).status_code == 204
        assert row.pk not in self._keys(client)
        assert self.rows().filter(pk=row.pk).exists()
        return row

    def _keys(self, client: APIClient, **query: str) -> list[int]:
        return [row["id"] for row in client.get(self.path, query).json()["results"]]
