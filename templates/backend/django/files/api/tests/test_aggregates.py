"""Numbers about a list."""

from decimal import Decimal
from typing import Any

from django.db import models
from rest_framework.test import APIClient

from api.tests.entities import Entity, each_entity


def fields(entity: Entity, *kinds: type[models.Field]) -> list[Any]:
    """The fields of some kinds that a new row is given."""
    given = entity.factory.payload()
    found = [field for field in entity.view.queryset.model._meta.get_fields() if field.name in given]
    return [field for field in found if isinstance(field, kinds)]


@each_entity
class TestAggregates:
    def test_count_the_rows_of_the_list(self, entity: Entity, owner: APIClient) -> None:
        keys = [entity.factory.make().pk for _ in range(3)]
        address = f"{entity.path}aggregate/"
        answer = owner.get(address, {"id__in": f"{keys[0]},{keys[1]}"})
        assert answer.json() == {"groups": [{"key": None, "label": None, "value": 2}]}

    def test_count_rows_by_what_they_are_and_belong_to(self, entity: Entity, owner: APIClient) -> None:
        rows = [entity.factory.make() for _ in range(3)]
        for field in fields(entity, models.BooleanField, models.ForeignKey, models.CharField):
            if not isinstance(field, models.CharField) or field.choices:
                groups = owner.get(f"{entity.path}aggregate/", {"group": field.name}).json()["groups"]
                assert sum(group["value"] for group in groups) == len(rows), field.name
                assert all(group["label"] for group in groups if group["key"] is not None), field.name

    def test_count_rows_over_time(self, entity: Entity, owner: APIClient) -> None:
        rows = [entity.factory.make() for _ in range(3)]
        for field in fields(entity, models.DateField):
            for period in ("day", "week", "month", "quarter", "year"):
                answer = owner.get(f"{entity.path}aggregate/", {"group": f"{field.name}:{period}"})
                assert sum(group["value"] for group in answer.json()["groups"]) == len(rows), (field.name, period)
            assert owner.get(f"{entity.path}aggregate/", {"group": field.name}).status_code == 400

    def test_sum_up_numbers(self, entity: Entity, owner: APIClient) -> None:
        rows = [owner.get(entity.row(entity.factory.make().pk)).json() for _ in range(3)]
        for field in fields(entity, models.IntegerField, models.DecimalField):
            sent = {"measure": f"sum:{field.name}"}
            [group] = owner.get(f"{entity.path}aggregate/", sent).json()["groups"]
            assert Decimal(str(group["value"])) == sum(Decimal(str(row[field.name])) for row in rows), field.name

    def test_of_nothing_there_is_are_refused(self, entity: Entity, owner: APIClient) -> None:
        for wrong in ({"group": "gone"}, {"group": "pk"}, {"measure": "sum:gone"}, {"measure": "drop"}):
            answer = owner.get(f"{entity.path}aggregate/", wrong)
            assert (answer.status_code, list(answer.json()["errors"])) == (400, list(wrong))

    def test_are_closed_to_those_without_a_role(self, entity: Entity, roleless: APIClient) -> None:
        assert roleless.get(f"{entity.path}aggregate/").status_code == 403
