"""Each role may do what it is granted with the rows that it is about, and nothing else: one test for each cell."""

from typing import Any

import pytest
from django.db.models import Model
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factory import make_user
from app.access.grants import entity_of
from app.access.rules import Role
from app.roles import ENTITIES, ROLES
from app.state_machine import transitions_of
from app.tests import matrix
from app.tests.leading import lead, start
from app.tests.matrix import Case

pytestmark = pytest.mark.django_db

NOWHERE = 2**31 - 1
"""The id of no row."""


def world(case: Case) -> tuple[User | None, APIClient, Model]:
    """Who asks, and a row of the sort that the case is about."""
    user, client = matrix.asker(case)
    links = matrix.factory(case.entity).links()
    row = matrix.factory(case.entity).make(**{name: links[name] for name in links.keys() & linked(case)})
    if user is not None:
        lead(row, case.scope, user)
    return user, client, row


def missing(case: Case) -> int:
    """How an action is answered with a row that the asker may not see."""
    if case.who == "anonymous":
        return 401
    return 404 if matrix.sees_any(case) else 403


def address(case: Case, row: Model) -> str:
    return f"{matrix.path(case.entity)}{row.pk}/"


def shown(body: dict[str, Any], case: Case) -> set[str]:
    """The fields and relations of the entity that an answer shows."""
    return set(body) & fields(case)


def fields(case: Case) -> frozenset[str]:
    """Those that an owner sees."""
    return next(other.readable for other in matrix.cases("read") if (other.who, other.entity) == ("owner", case.entity))


def as_owner(case: Case, row: Model) -> dict[str, Any] | None:
    """The whole row as it is now; None where it is gone."""
    _, owner = matrix.asker(Case("owner", None, case.entity, "read", "any", (), True, True))
    response = owner.get(address(case, row))
    return response.json() if response.status_code == 200 else None


def hidden(client: APIClient, case: Case, sent: dict[str, Any]) -> set[str]:
    """The relations that would lead to rows that the asker may not read."""
    found = set()
    for name, value in sent.items():
        target: Any = matrix.model(case.entity)._meta.get_field(name).related_model
        if target is None or target._meta.app_label != "app":
            continue
        entity = next(other.entity for other in matrix.cases("read") if matrix.model(other.entity) is target)
        keys = value if isinstance(value, list) else [value]
        if any(client.get(f"{matrix.path(entity)}{key}/").status_code != 200 for key in keys):
            found.add(name)
    return found


@pytest.mark.parametrize("case", matrix.cases("read"), ids=str)
def test_read(case: Case) -> None:
    _, client, row = world(case)
    response, listed = client.get(address(case, row)), client.get(matrix.path(case.entity), {"id": str(row.pk)})
    assert response.status_code == (200 if case.visible else missing(case))
    if case.visible:
        assert shown(response.json(), case) == case.readable
        assert [shown(one, case) for one in listed.json()["results"]] == [case.readable]
        assert listed.json()["count"] == 1
        for body in (response.json(), listed.json()["results"][0]):
            links = {name: body[name] for name in linked(case) & case.readable if body[name] is not None}
            assert {name for name in links if body[f"{name}_label"] is None} == hidden(client, case, links)
    elif missing(case) == 404:
        assert (listed.json()["count"], listed.json()["results"]) == (0, [])
    else:
        assert listed.status_code == missing(case)


@pytest.mark.parametrize("case", matrix.cases("update"), ids=str)
def test_update(case: Case) -> None:
    _, client, row = world(case)
    before = as_owner(case, row)
    new = {**different(case, before), **nowhere(case, matrix.settable(case))}
    if not case.allowed:
        assert client.patch(address(case, row), new).status_code == (403 if case.visible else missing(case))
        assert as_owner(case, row) == before
        return
    if wrong := new.keys() - case.writable:
        refused = client.patch(address(case, row), new)
        assert (refused.status_code, set(refused.json()["errors"])) == (403, wrong), refused.json()
        assert as_owner(case, row) == before
    if elsewhere := nowhere(case, case.writable):
        missed = client.patch(address(case, row), elsewhere)
        assert (missed.status_code, set(missed.json()["errors"])) == (400, set(elsewhere))
    links = {name: made(case, name) for name in linked(case) & case.writable}
    for name in hidden(client, case, links):
        missed = client.patch(address(case, row), {name: links[name]})
        assert (missed.status_code, set(missed.json()["errors"])) == (400, {name})
    new = {name: value for name, value in different(case, before).items() if name in case.writable}
    changed = client.patch(address(case, row), new)
    assert changed.status_code == 200, changed.json()
    assert shown(changed.json(), case) == case.readable
    after = as_owner(case, row)
    assert after is not None
    assert {name: after[name] for name in new} == new


@pytest.mark.parametrize("case", matrix.cases("delete"), ids=str)
def test_delete(case: Case) -> None:
    _, client, row = world(case)
    expected = 204 if case.allowed else 403 if case.visible else missing(case)
    assert client.delete(address(case, row)).status_code == expected
    assert (as_owner(case, row) is None) == case.allowed


@pytest.mark.parametrize("case", matrix.cases("create"), ids=str)
def test_create(case: Case) -> None:
    user, client = matrix.asker(case)
    path, kind = matrix.path(case.entity), matrix.model(case.entity)
    ever = matrix.settable(case) if case.who == "owner" else matrix.creatable(case)
    before = kind._base_manager.count()

    all_at_once = client.post(path, {**values(case), **nowhere(case, matrix.settable(case))})
    if not ever:
        assert all_at_once.status_code == (401 if case.who == "anonymous" else 403)
        assert kind._base_manager.count() == before
        return
    if ever != matrix.settable(case):
        assert set(all_at_once.json()["errors"]) == matrix.settable(case) - ever

    before = kind._base_manager.count()
    sent = {name: value for name, value in chosen(case, user).items() if name in ever}
    out_of_sight = hidden(client, case, sent)
    response = client.post(path, sent)
    if response.status_code == 400 or out_of_sight:
        # What cannot be left out and cannot be sent either: nothing can be made by this role.
        assert response.status_code == 400, response.json()
        assert out_of_sight <= set(response.json()["errors"]) <= out_of_sight | (matrix.settable(case) - ever)
        return
    if case.allowed and (wrong := sent.keys() - case.writable):
        assert (response.status_code, set(response.json()["errors"])) == (403, wrong)
        response = client.post(path, {name: value for name, value in sent.items() if name in case.writable})
    if case.allowed and unreachable(case):
        return
    made = kind._base_manager.count() - before
    if case.allowed:
        assert (response.status_code, made) == (201, 1), response.json()
        assert shown(response.json(), case) == case.readable
    elif response.status_code == 201:
        assert led(case, user, response.json()["id"]), "a row that is nobody's"
    else:
        assert (response.status_code, made) == (403, 0)


@pytest.mark.parametrize("case", matrix.steps(), ids=str)
def test_step(case: Case) -> None:
    _, client, row = world(case)
    step = next(one for one in transitions_of(type(row)) if one.name == case.action)
    source = next(iter(step.sources))
    type(row)._base_manager.filter(pk=row.pk).update(**{step.field: source})
    response = client.post(f"{address(case, row)}transitions/{step.name}/")
    assert response.status_code == (200 if case.allowed else 403 if case.visible else missing(case))
    row = type(row)._base_manager.get(pk=row.pk)
    assert getattr(row, step.field) == (step.target if case.allowed else source)


def values(case: Case) -> dict[str, Any]:
    """New values for the fields that may be set, apart from those that lead to other rows."""
    sent: dict[str, Any] = matrix.factory(case.entity).payload()
    return {name: value for name, value in sent.items() if name in matrix.settable(case) - relations(case)}


def different(case: Case, row: dict[str, Any] | None) -> dict[str, Any]:
    """New values that are not what the row holds, for the fields that can hold anything else."""
    found: dict[str, Any] = {}
    for name, value in values(case).items():
        field: Any = matrix.model(case.entity)._meta.get_field(name)
        choices = [choice for choice, _ in getattr(field, "choices", None) or ()]
        others = [not value] if isinstance(value, bool) else choices
        if new := [one for one in (value, *others) if row is None or one != row[name]]:
            found[name] = new[0]
    return found


def nowhere(case: Case, names: frozenset[str]) -> dict[str, Any]:
    """Values for relations and files by which nothing is found."""
    found: dict[str, Any] = {}
    for name in names & relations(case):
        field: Any = matrix.model(case.entity)._meta.get_field(name)
        found[name] = [NOWHERE] if field.many_to_many else NOWHERE
    return found


def relations(case: Case) -> frozenset[str]:
    options = matrix.model(case.entity)._meta
    return frozenset(field.name for field in (*options.fields, *options.many_to_many) if field.is_relation)


def linked(case: Case) -> frozenset[str]:
    """The relations to one row of an entity."""
    kinds = {matrix.model(entity) for entity in ENTITIES}
    fields = matrix.model(case.entity)._meta.fields
    return frozenset(field.name for field in fields if field.related_model in kinds)


def made(case: Case, name: str) -> int:
    """A new row to which the relation may lead."""
    target: Any = matrix.model(case.entity)._meta.get_field(name).related_model
    return int(matrix.factory(entity_of(target)).make().pk)


def chosen(case: Case, user: User | None) -> dict[str, Any]:
    """What is sent to make a row of the sort that the case is about."""
    sent: dict[str, Any] = matrix.factory(case.entity).payload()
    for scope in matrix.scopes(case):
        if scope[0] in relations(case):
            mine = user is not None and scope == case.scope
            sent |= start(case.entity, scope, user if mine and user else make_user())
    return sent


def unreachable(case: Case) -> bool:
    """Whether the role may not say whose the new row is."""
    return bool(case.scope) and case.scope[0] not in case.writable


def led(case: Case, user: User | None, key: int) -> bool:
    """Whether the row leads to the user after all, because it does so where nothing else is said."""
    rows = matrix.model(case.entity)._base_manager.filter(pk=key)
    return any(rows.filter(**{"__".join(scope): user}).exists() for scope in matrix.scopes(case))


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_me_tells_a_role_what_it_may_do(role: Role) -> None:
    _, client = matrix.asker(Case("role", role.name, "", "read", "any", (), True, True))
    told = client.get("/api/me/").json()["permissions"]
    expected = {entity: summary(role.name, entity) for entity in ENTITIES}
    assert {entity: {name: told[entity][name] for name in expected[entity]} for entity in expected} == expected


def summary(role: str, entity: str) -> dict[str, Any]:
    """What the matrix says of a role and an entity, in short."""
    about = [
        case
        for case in matrix.cases("create", "read", "update", "delete")
        if (case.role, case.entity) == (role, entity)
    ]
    extents = {
        action: "all" if all(some) else "some" if any(some) else "none"
        for action in ("read", "update", "delete")
        if (some := [case.allowed for case in about if case.action == action])
    }
    read = frozenset[str]().union(*(case.readable for case in about if case.action == "read"))
    return {**extents, "fields": {"read": sorted(read), "write": sorted(written(about))}}


def written(about: list[Case]) -> frozenset[str]:
    return frozenset[str]().union(*(case.writable for case in about if case.action in {"create", "update"}))
