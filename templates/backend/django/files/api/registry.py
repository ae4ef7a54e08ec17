"""The entities' views by what they are about, for what speaks of rows of any entity."""

from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from rest_framework.viewsets import GenericViewSet

from accounts.models import User

M = TypeVar("M", bound=Model)


def model_of(view: GenericViewSet[M]) -> type[M]:
    """What the rows of a view are."""
    if view.queryset is None:
        raise ImproperlyConfigured(f"{type(view).__name__} has no queryset.")
    return view.queryset.model


def views() -> dict[str, Any]:
    """The viewset of each entity, by the entity's name in addresses."""
    from app.urls import router  # the addresses import the views, which may need this module

    registered: list[tuple[str, Any, str]] = router.registry
    return {prefix: view for prefix, view, _name in registered}


def label_paths(model: type[Model]) -> list[str]:
    """By which fields rows of the model are labelled; none where only their id tells them apart."""
    if model is User:
        return ["name", "email"]
    view = next((view for view in views().values() if view.queryset.model is model), None)
    paths: list[str] = view.ordering_paths["label"] if view else []
    return [path for path in paths if path not in {"id", "pk"}]
