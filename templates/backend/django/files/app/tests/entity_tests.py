"""What the tests of an entity's API know: where it is, what it takes, and a few ways to look at it."""

from types import ModuleType
from typing import Any

from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient


class EntityTests:
    """`required` fields must be sent; each of `refused` breaks a rule of the API, each of `broken` the rule of the
    database that it names; values of `unique` fields stand once; those of `unchangeable` ones stay as they are;
    `children` are written inside their row; lists can be filtered by `filters`, searched and ordered.
    """

    path: str
    model: type[models.Model]
    factory: ModuleType
    required: list[str] = []
    refused: list[tuple[str, Any]] = []
    broken: list[tuple[str, Any, str]] = []
    unique: list[str] = []
    unchangeable: list[str] = []
    children: dict[str, tuple[ModuleType, str]] = {}
    filters: list[str] = []
    searched: list[str] = []
    ordered: list[str] = []

    def address(self, key: int, *more: str) -> str:
        return "/".join([f"{self.path}{key}", *more, ""])

    def rows(self) -> models.QuerySet[Any]:
        """All rows, hidden ones too, past all that the API knows."""
        return self.model._base_manager.all()

    def queries(self, client: APIClient) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(self.path).status_code == 200
        return len(asked)


def as_sent(row: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    """What a row shows of what was sent. Files are sent by their id, and shown as what they are."""
    return {name: _key(row[name]) for name in sent}


def _key(value: Any) -> Any:
    is_file = isinstance(value, dict) and "url" in value
    return value["url"].rstrip("/").rpartition("/")[2] if is_file else value
