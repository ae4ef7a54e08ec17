"""What a role may not see, it does not learn by asking either: by filters, orders, searches, exports or history."""

from typing import Any

import pytest
from django.db.models import Model
from rest_framework.test import APIClient

from app.tests import matrix
from app.tests.leading import lead
from app.tests.matrix import Case

pytestmark = pytest.mark.django_db

SEERS = [case for case in matrix.cases("read") if case.who == "role" and case.visible and matrix.unseen(case)]
"""Each role with each entity of which it sees some rows, but not every field of theirs."""


@pytest.fixture(params=SEERS, ids=str)
def seer(request: Any) -> tuple[Case, APIClient, Model]:
    """Someone, and a row of which they do not see everything."""
    case: Case = request.param
    user, client = matrix.asker(case)
    row = matrix.factory(case.entity).make()
    assert user is not None
    lead(row, case.scope, user)
    return case, client, row


def test_no_list_is_filtered_or_ordered_by_what_is_hidden(seer: tuple[Case, APIClient, Model]) -> None:
    case, client, _ = seer
    path, view = matrix.path(case.entity), matrix.view(case.entity)
    hidden = matrix.unseen(case)
    filters = [name for name in view.filterset_class.base_filters if name in {f"{one}__isempty" for one in hidden}]
    questions = [{name: "true"} for name in filters]
    questions += [{"ordering": f"-{name}"} for name in view.ordering_fields if name in hidden]
    answered = [question for question in questions if client.get(path, question).status_code != 403]
    assert answered == []


def test_no_search_finds_what_is_hidden(seer: tuple[Case, APIClient, Model]) -> None:
    case, client, row = seer
    for name in matrix.unseen(case) & set(getattr(matrix.view(case.entity), "search_fields", ())):
        held = str(getattr(row, name))
        if held and held not in str(row):
            assert client.get(matrix.path(case.entity), {"search": held}).json()["count"] == 0, name


def test_no_export_and_no_history_tells_what_is_hidden(seer: tuple[Case, APIClient, Model]) -> None:
    case, client, row = seer
    path, hidden = matrix.path(case.entity), matrix.unseen(case)
    exported: Any = client.get(f"{path}export/", {"columns": ",".join(sorted(hidden))})
    _heading, line = b"".join(exported.streaming_content).decode().splitlines()
    assert line == "," * (len(hidden) - 1) or line == '""'
    history = client.get(f"{path}{row.pk}/history/")
    if history.status_code == 200:
        told = {change["field"] for entry in history.json()["results"] for change in entry["changes"]}
        assert not told & hidden
