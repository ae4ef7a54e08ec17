"""What is written in other ways than field by field: states by their steps, and rows inside their row."""

from types import ModuleType
from typing import Any

from rest_framework.test import APIClient

from app.state_machine import states_of, transitions_of
from app.tests.entity_tests import EntityTests


class TransitionTests(EntityTests):
    def test_takes_a_step_from_where_it_starts_and_from_nowhere_else(self, owner: APIClient) -> None:
        row = self.factory.make()
        for step in transitions_of(self.model):
            for state in self._states(step.field):
                self.rows().filter(pk=row.pk).update(**{step.field: state})
                answer = owner.post(self.address(row.pk, "transitions", step.name))
                expected = (200, step.target) if state in step.sources else (409, state)
                assert (answer.status_code, self._state(row, step.field)) == expected, (step.name, state)

    def test_offers_the_steps_that_can_be_taken(self, owner: APIClient) -> None:
        row = self.factory.make()
        offered = owner.get(self.address(row.pk)).json()["_can"]["transitions"]
        assert offered == [step.name for step in transitions_of(self.model) if step.starts_from(row)]

    def test_changes_a_state_by_its_steps_alone(self, owner: APIClient) -> None:
        row = self.factory.make()
        for field in states_of(self.model):
            now = self._state(row, field)
            assert owner.patch(self.address(row.pk), {field: now}).status_code == 200
            for state in self._states(field):
                if state != now:
                    assert owner.patch(self.address(row.pk), {field: state}).status_code == 409
                    refused = owner.post(self.path, self.factory.payload(**{field: state}))
                    assert (refused.status_code, list(refused.json()["errors"])) == (400, [field])

    def _states(self, field: str) -> list[str]:
        choices: Any = self.model._meta.get_field(field)
        return [value for value, _label in choices.flatchoices]

    def _state(self, row: Any, field: str) -> Any:
        return self.rows().values_list(field, flat=True).get(pk=row.pk)


class NestedTests(EntityTests):
    def test_writes_rows_inside_the_row(self, owner: APIClient) -> None:
        for key, (children, link) in self.children.items():
            sent = self.factory.payload(**{key: [_inside(children, link), _inside(children, link)]})
            created = owner.post(self.path, sent)
            assert created.status_code == 201, created.json()
            address = self.address(created.json()["id"])
            first, second = owner.get(address, {"expand": key}).json()[key]

            changed = owner.patch(address, {key: [second, _inside(children, link)]})
            assert changed.status_code == 200, changed.json()
            kept, added = owner.get(address, {"expand": key}).json()[key]
            assert kept["id"] == second["id"]
            assert added["id"] not in {first["id"], second["id"]}
            assert owner.patch(address, {key: []}).status_code == 200
            assert owner.get(address, {"expand": key}).json()[key] == []

    def test_refuses_wrong_rows_inside_the_row_as_a_whole(self, owner: APIClient) -> None:
        for key in self.children:
            before = self.rows().count()
            refused = owner.post(self.path, self.factory.payload(**{key: [{"id": 2**40}]}))
            assert (refused.status_code, list(refused.json()["errors"][key])) == (400, ["0"])
            assert self.rows().count() == before


def _inside(children: ModuleType, link: str) -> dict[str, Any]:
    """What is sent for a row that says by its place where it belongs."""
    return {name: value for name, value in children.payload().items() if name != link}
