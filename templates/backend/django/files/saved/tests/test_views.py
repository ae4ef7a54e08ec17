"""Saved views belong to those who saved them."""

from typing import Any

from rest_framework.test import APIClient

from accounts.tests.factory import make_user
from api.tests.entities import Entity, any_entity


def view(entity: Entity, **given: Any) -> dict[str, Any]:
    return {"entity": entity.name, "name": "Mine", "query": {"ordering": "-id"}, **given}


def signed_in(**values: Any) -> APIClient:
    client = APIClient()
    client.force_login(make_user(**values))
    return client


@any_entity
class TestSavedViews:
    def test_are_kept_as_they_were_saved(self, entity: Entity, owner: APIClient) -> None:
        answer = owner.post("/api/views/", view(entity))
        assert answer.status_code == 201, answer.json()
        saved = answer.json()
        assert saved == {**view(entity), "id": saved["id"], "shared": False, "mine": True}
        assert owner.get("/api/views/", {"entity": entity.name}).json()["results"] == [saved]

    def test_are_changed_and_deleted_by_whose_they_are(self, entity: Entity, owner: APIClient) -> None:
        address = f"/api/views/{owner.post('/api/views/', view(entity)).json()['id']}/"
        assert owner.patch(address, {"name": "Ours", "shared": True}).json()["shared"] is True
        assert owner.delete(address).status_code == 204
        assert owner.get(address).status_code == 404

    def test_are_not_shown_to_others_unless_shared(self, entity: Entity, owner: APIClient) -> None:
        other = signed_in(is_superuser=True)
        address = f"/api/views/{owner.post('/api/views/', view(entity)).json()['id']}/"
        assert other.get(address).status_code == 404
        owner.patch(address, {"shared": True})
        assert other.get(address).json()["mine"] is False
        assert other.patch(address, {"name": "Theirs"}).status_code == 403
        assert other.delete(address).status_code == 204

    def test_are_only_of_lists_that_one_may_read(self, entity: Entity, owner: APIClient, roleless: APIClient) -> None:
        owner.post("/api/views/", view(entity, shared=True))
        assert roleless.get("/api/views/").json()["results"] == []
        answer = roleless.post("/api/views/", view(entity))
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["entity"])

    def test_have_names_of_their_own(self, entity: Entity, owner: APIClient) -> None:
        assert owner.post("/api/views/", view(entity)).status_code == 201
        assert owner.post("/api/views/", view(entity)).status_code == 409
        assert signed_in(is_superuser=True).post("/api/views/", view(entity)).status_code == 201

    def test_that_are_too_large_are_refused(self, entity: Entity, owner: APIClient) -> None:
        answer = owner.post("/api/views/", view(entity, query={"search": "a" * 10_001}))
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["query"])

    def test_are_closed_to_strangers(self, entity: Entity, anonymous: APIClient) -> None:
        assert anonymous.get("/api/views/").status_code == 401
