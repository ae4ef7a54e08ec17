"""Which grants a user holds, by way of their roles."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from accounts.models import Role as StoredRole
from accounts.models import User
from app.access.rules import ACTIONS, Grant, Role
from app.roles import ENTITIES, ROLES

Visitor = User | AnonymousUser
"""Whoever asks: signed in or not."""

_ENTITIES = {entity.replace("_", ""): entity for entity in ENTITIES}
"""The entities by what Django calls their models."""
_OF_OWNERS = {entity: [Grant(entity, ACTIONS)] for entity in ENTITIES}


def grants(user: Visitor, model: type[Model], action: str) -> list[Grant]:
    """Those that allow the action with some rows of the model; an owner of the application holds one for all rows."""
    return [grant for grant in _held(user).get(entity_of(model), []) if action in grant.actions]


def entity_of(model: type[Model]) -> str:
    """What roles call the rows of the model; KeyError for models that no role can speak of."""
    return _ENTITIES[str(model._meta.model_name)]


def knows(model: type[Model]) -> bool:
    """Whether roles speak of the rows of the model."""
    return model._meta.app_label == "app" and model._meta.model_name in _ENTITIES


def roles(user: Visitor) -> list[Role]:
    """The roles of the user, asked of the database once for each user that it loads."""
    if not isinstance(user, User) or not user.is_active:
        return []
    held: list[Role] | None = user.__dict__.get("_roles")
    if held is None:
        keys = set(StoredRole.objects.filter(group__user=user.pk).values_list("pk", flat=True))
        held = user.__dict__["_roles"] = [role for role in ROLES if role.id in keys]
    return held


def _held(user: Visitor) -> dict[str, list[Grant]]:
    if user.is_active and user.is_superuser:
        return _OF_OWNERS
    held: dict[str, list[Grant]] = {}
    for role in roles(user):
        for grant in role.grants:
            held.setdefault(grant.entity, []).append(grant)
    return held
