"""Many rows at once: all, or none."""

from rest_framework.test import APIClient

from api.tests.entities import Entity, any_entity, each_entity


def changeable(entity: Entity, owner: APIClient) -> dict[str, object]:
    """One value that any number of rows may hold."""
    serializer = entity.view.serializer_class()
    for name, value in entity.factory.payload().items():
        field = serializer.fields[name]
        if not field.read_only and not getattr(field, "validators", []) and not isinstance(value, list):
            return {name: value}
    return {}


@each_entity
class TestBulk:
    def test_deletes_many_rows(self, entity: Entity, owner: APIClient) -> None:
        keys = [entity.factory.make().pk for _ in range(3)]
        answer = owner.post(f"{entity.path}bulk-delete/", {"ids": keys[:2]})
        assert (answer.status_code, answer.json()) == (200, {"count": 2})
        assert [row["id"] for row in owner.get(entity.path).json()["results"] if row["id"] in keys] == keys[2:]

    def test_deletes_nothing_where_one_row_is_gone(self, entity: Entity, owner: APIClient) -> None:
        key = entity.factory.make().pk
        answer = owner.post(f"{entity.path}bulk-delete/", {"ids": [key, 999_999_999]})
        assert (answer.status_code, answer.json()["type"]) == (400, "/problems/validation")
        assert "999999999" in answer.json()["errors"]["ids"][0]
        assert owner.get(entity.row(key)).status_code == 200

    def test_names_the_rows_that_break_a_rule(self, entity: Entity, owner: APIClient) -> None:
        serializer = entity.view.serializer_class()
        asked = [n for n, f in serializer.fields.items() if f.required and not f.read_only and not f.allow_null]
        keys = [entity.factory.make().pk for _ in range(2)]
        if asked:
            answer = owner.post(f"{entity.path}bulk-update/", {"ids": keys, "set": {asked[0]: None}})
            assert answer.status_code == 400
            assert set(answer.json()["errors"]) == {str(key) for key in keys}
            assert asked[0] in answer.json()["errors"][str(keys[0])]

    def test_changes_many_rows(self, entity: Entity, owner: APIClient) -> None:
        values = changeable(entity, owner)
        keys = [entity.factory.make().pk for _ in range(3)]
        if values:
            answer = owner.post(f"{entity.path}bulk-update/", {"ids": keys, "set": values})
            assert (answer.status_code, answer.json()) == (200, {"count": 3})
            [(name, value)] = values.items()
            assert all(owner.get(entity.row(key)).json()[name] == value for key in keys)

    def test_is_closed_to_those_without_a_role(self, entity: Entity, roleless: APIClient) -> None:
        for action in ("bulk-update", "bulk-delete"):
            assert roleless.post(f"{entity.path}{action}/", {"ids": [1], "set": {}}).status_code == 403


@any_entity
def test_takes_a_thousand_rows_at_most(entity: Entity, owner: APIClient) -> None:
    answer = owner.post(f"{entity.path}bulk-delete/", {"ids": list(range(1, 1002))})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["ids"])
