"""Every entity of the application, for tests of what all of them share."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest

from app.roles import ENTITIES
from app.urls import router


@dataclass(frozen=True)
class Entity:
    """Where its API is, what makes its rows, and its view."""

    name: str
    path: str
    view: Any

    @property
    def factory(self) -> Any:
        return import_module(f"app.{self.name}.tests.factory")

    def row(self, key: int) -> str:
        return f"{self.path}{key}/"


def _entities() -> list[Entity]:
    views: list[Any] = router.registry
    by_model = {view.queryset.model._meta.model_name: (f"/api/{prefix}/", view) for prefix, view, _ in views}
    return [Entity(name, *by_model[name.replace("_", "")]) for name in ENTITIES]


ENTITIES_OF_API = _entities()
each_entity = pytest.mark.parametrize("entity", ENTITIES_OF_API, ids=lambda entity: str(entity.name))
any_entity = pytest.mark.parametrize("entity", ENTITIES_OF_API[:1], ids=lambda entity: str(entity.name))
"""For what cannot differ from one entity to the other."""
