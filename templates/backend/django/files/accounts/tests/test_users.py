"""Users: to choose from, and for owners to administer."""

from typing import Any, cast

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factory import make_user
from app.roles import ROLES

pytestmark = pytest.mark.django_db


class TestPicker:
    def test_shows_who_may_be_chosen(self, roleless: APIClient) -> None:
        ada = make_user(name="Ada")
        make_user(name="Adam", is_active=False)
        found = roleless.get("/api/users/", {"search": "ada", "id__in": str(ada.pk)}).json()
        assert found["results"] == [{"id": ada.pk, "label": "Ada"}]
        assert roleless.get("/api/users/", {"search": "adam"}).json()["results"] == []

    def test_tells_nobodys_address(self, roleless: APIClient) -> None:
        make_user(name="Ada", email="ada@secret.example")
        assert roleless.get("/api/users/", {"search": "secret"}).json()["results"] == []
        nameless = make_user(name="", email="bob@shown.example")
        found = roleless.get("/api/users/", {"search": "shown"}).json()["results"]
        assert found == [{"id": nameless.pk, "label": "bob@shown.example"}]

    def test_shows_nothing_to_strangers(self, anonymous: APIClient) -> None:
        assert anonymous.get("/api/users/").status_code == 401


class TestAdministration:
    def test_says_what_a_user_may_do(self, owner: APIClient) -> None:
        ada, names = make_user(), [role.name for role in ROLES]
        changed = owner.patch(f"/api/users/{ada.pk}/", {"roles": names}).json()
        assert changed["roles"] == names
        assert owner.patch(f"/api/users/{ada.pk}/", {"roles": []}).json()["roles"] == []

    def test_shuts_a_user_out_at_once(self, owner: APIClient) -> None:
        ada, client = make_user(), APIClient()
        client.force_login(ada)
        assert owner.patch(f"/api/users/{ada.pk}/", {"is_active": False}).status_code == 200
        assert client.get("/api/me/").status_code == 401

    def test_makes_owners(self, owner: APIClient) -> None:
        ada = make_user()
        assert owner.patch(f"/api/users/{ada.pk}/", {"is_owner": True}).json()["is_owner"] is True
        ada.refresh_from_db()
        assert (ada.is_superuser, ada.is_staff) == (True, True)

    def test_keeps_the_last_owner(self, owner: APIClient) -> None:
        last = User.objects.get()
        for change in ({"is_owner": False}, {"is_active": False}):
            assert owner.patch(f"/api/users/{last.pk}/", change).status_code == 400
        last.refresh_from_db()
        assert (last.is_superuser, last.is_active) == (True, True)

    def test_takes_nothing_else(self, owner: APIClient) -> None:
        ada = make_user(email="ada@example.org")
        owner.patch(f"/api/users/{ada.pk}/", {"email": "eve@example.org", "password": "x"})
        ada.refresh_from_db()
        assert (ada.email, ada.check_password("x")) == ("ada@example.org", False)

    def test_is_for_owners_alone(self, roleless: APIClient) -> None:
        ada = make_user()
        assert roleless.patch(f"/api/users/{ada.pk}/", {"is_owner": True}).status_code == 403
        assert roleless.get("/api/roles/").status_code == 403

    def test_lists_the_roles(self, owner: APIClient) -> None:
        assert [role["name"] for role in owner.get("/api/roles/").json()] == [role.name for role in ROLES]


class TestMe:
    def test_changes_name_and_language(self, roleless: APIClient) -> None:
        changed = roleless.patch("/api/me/", {"name": "Ada", "language": "de"}).json()
        assert (changed["name"], changed["language"]) == ("Ada", "de")
        assert roleless.patch("/api/me/", {"language": "xx"}).status_code == 400

    def test_gives_nobody_more_than_they_have(self, roleless: APIClient) -> None:
        sent: Any = {
            "is_owner": True,
            "is_superuser": True,
            "is_staff": True,
            "email": "boss@example.org",
            "roles": ["x"],
        }
        me = cast(dict[str, Any], roleless.patch("/api/me/", sent).json())
        assert (me["is_owner"], me["roles"]) == (False, [])
        assert not User.objects.filter(is_superuser=True).exists()
        assert not User.objects.filter(email="boss@example.org").exists()
