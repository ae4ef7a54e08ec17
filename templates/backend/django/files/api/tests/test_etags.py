"""Nobody overwrites what someone else has saved meanwhile."""

import threading

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factory import make_user
from api.tests.entities import Entity, any_entity, each_entity


@each_entity
class TestIfMatch:
    def test_is_the_version_that_lists_and_rows_carry(self, entity: Entity, owner: APIClient) -> None:
        row = entity.factory.make()
        answer = owner.get(entity.row(row.pk))
        listed = owner.get(entity.path).json()["results"][0]["_version"]
        assert answer.headers["ETag"] == f'"{answer.json()["_version"]}"' == f'"{listed}"'

    def test_lets_the_first_one_save_and_stops_the_second(self, entity: Entity, owner: APIClient) -> None:
        row = entity.factory.make()
        seen = owner.get(entity.row(row.pk))
        sent, tag = seen.json(), seen.headers["ETag"]
        first = owner.put(entity.row(row.pk), sent, headers={"if-match": tag})
        assert first.status_code == 200, first.json()
        for answer in (
            owner.put(entity.row(row.pk), sent, headers={"if-match": tag}),
            owner.patch(entity.row(row.pk), {}, headers={"if-match": tag}),
            owner.delete(entity.row(row.pk), headers={"if-match": tag}),
        ):
            assert (answer.status_code, answer.json()["type"]) == (412, "/problems/changed-meanwhile")
        again = owner.patch(entity.row(row.pk), {}, headers={"if-match": first.headers["ETag"]})
        assert again.status_code == 200


@any_entity
class TestTags:
    @pytest.mark.parametrize("tag", ["*", 'W/{0}, "another"'])
    def test_may_name_any_version_or_several(self, entity: Entity, owner: APIClient, tag: str) -> None:
        row = entity.factory.make()
        seen = owner.get(entity.row(row.pk)).headers["ETag"]
        answer = owner.patch(entity.row(row.pk), {}, headers={"if-match": tag.format(seen)})
        assert answer.status_code == 200


@any_entity
@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_time_one_saves(entity: Entity) -> None:
    row, user = entity.factory.make(), make_user(is_superuser=True)
    seen = _client(user).get(entity.row(row.pk))
    sent, tag = seen.json(), seen.headers["ETag"]
    answers: list[int] = []

    def save() -> None:
        answers.append(_client(user).put(entity.row(row.pk), sent, headers={"if-match": tag}).status_code)
        connection.close()

    threads = [threading.Thread(target=save) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 412]


def _client(user: User) -> APIClient:
    client = APIClient()
    client.force_login(user)
    return client
