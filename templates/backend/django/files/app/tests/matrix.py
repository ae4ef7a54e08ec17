"""Who may do what, as `matrix.json` lists it, worked out apart from the code that it tests.

Somebody without an account, without a role, of each role, and an owner; each entity; each action; each sort of row: one
to which the asker is led by a path that a grant names ("mine"), one to which they are by none ("foreign"), or just
"any" where no grant of theirs asks.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Model
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factory import make_user
from app.roles import ROLES
from app.urls import router


@dataclass(frozen=True)
class Case:
    """One cell. `readable` are the fields seen in the row after the action, `writable` those that it may set.

    For a new row, `row` says what it would be. A step of a state machine is a case as well, under the step's name.
    """

    who: str
    role: str | None
    entity: str
    action: str
    row: str
    scope: tuple[str, ...]
    allowed: bool
    visible: bool
    readable: frozenset[str] = frozenset()
    writable: frozenset[str] = frozenset()

    def __str__(self) -> str:
        row = "__".join((self.row, *self.scope))
        return f"{self.role or self.who}-{self.entity}-{self.action}-{row}"


def cases(*actions: str) -> list[Case]:
    return [case for case in _table()[0] if case.action in actions]


def steps() -> list[Case]:
    return _table()[1]


def sees_any(case: Case) -> bool:
    """Whether the asker may read some rows of the entity at all."""
    return any(one.visible for one in _at(_place(case)))


def settable(case: Case) -> frozenset[str]:
    """What may be sent with the action by those who may set everything."""
    place = ("owner", None, case.entity)
    return frozenset().union(*(one.writable for one in _at(place) if one.action == case.action))


def creatable(case: Case) -> frozenset[str]:
    """What the asker may send with some new row."""
    return frozenset().union(*(one.writable for one in _at(_place(case)) if one.action == "create"))


def scopes(case: Case) -> set[tuple[str, ...]]:
    """The paths by which rows of the entity are the asker's."""
    return {one.scope for one in _at(_place(case)) if one.scope}


def unseen(case: Case) -> frozenset[str]:
    """The fields that owners see, and the asker in no row."""
    seen = frozenset[str]().union(*(one.readable for one in _at(_place(case)) if one.action == "read"))
    return _at(("owner", None, case.entity))[1].readable - seen


def asker(case: Case) -> tuple[User | None, APIClient]:
    """Who asks, signed in unless they have no account."""
    client = APIClient()
    if case.who == "anonymous":
        return None, client
    user = make_user(is_superuser=case.who == "owner")
    if case.role is not None:
        user.groups.add(Group.objects.get(role=next(role.id for role in ROLES if role.name == case.role)))
    client.force_login(user)
    return user, client


def factory(entity: str) -> Any:
    return import_module(f"app.{entity}.tests.factory")


def model(entity: str) -> type[Model]:
    return apps.get_model("app", entity.replace("_", ""))


def path(entity: str) -> str:
    return next(f"/api/{prefix}/" for prefix, view, _ in _views() if view.queryset.model is model(entity))


def view(entity: str) -> Any:
    return next(view for _, view, _ in _views() if view.queryset.model is model(entity))


def _views() -> list[Any]:
    registered: list[Any] = router.registry
    return registered


@cache
def _table() -> tuple[list[Case], list[Case]]:
    table = json.loads(Path(__file__).with_name("matrix.json").read_text())
    return [_case(row) for row in table["cases"]], [_case(row) for row in table["steps"]]


def _case(row: dict[str, Any]) -> Case:
    fields = {name: frozenset(row.get(name, ())) for name in ("readable", "writable")}
    action = row.get("action") or row.pop("transition")
    return Case(**{**row, **fields, "action": action, "scope": tuple(row["scope"])})


def _at(place: tuple[str, str | None, str]) -> list[Case]:
    return [one for one in _table()[0] if _place(one) == place]


def _place(case: Case) -> tuple[str, str | None, str]:
    return case.who, case.role, case.entity
