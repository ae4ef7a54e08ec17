"""Each role may do what it grants, and nothing else."""

from importlib import import_module
from typing import Any

import pytest
from django.contrib.auth.models import Group
from rest_framework.test import APIClient

from accounts.tests.factory import make_user
from app.grants import ACTIONS
from app.roles import ENTITIES, ROLES, Role
from app.urls import router

VIEWS: list[Any] = router.registry
PATHS = {view.queryset.model._meta.model_name: f"/api/{prefix}/" for prefix, view, _ in VIEWS}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES, ids=[role.name for role in ROLES])
@pytest.mark.parametrize("entity", ENTITIES)
def test_a_role_may_do_what_it_grants(role: Role, entity: str) -> None:
    user = make_user()
    user.groups.add(Group.objects.get(role=role.id))
    client = APIClient()
    client.force_login(user)

    done = [action for action in ACTIONS if _status(client, entity, action) != 403]

    assert done == sorted(role.grants.get(entity, []), key=list(ACTIONS).index)
    assert client.get("/api/me/").json()["permissions"][entity] == done


def _status(client: APIClient, entity: str, action: str) -> int:
    factory: Any = import_module(f"app.{entity}.tests.factory")
    path = PATHS[entity.replace("_", "")]
    row = f"{path}{factory.make().pk}/"
    match action:
        case "create":
            return client.post(path, factory.payload()).status_code
        case "read":
            return client.get(row).status_code
        case "update":
            return client.put(row, factory.payload()).status_code
        case _:
            return client.delete(row).status_code
