"""Carries the roles into Django's groups and permissions, and tells what a user may do."""

from typing import Any

from django.contrib.auth.models import Group, Permission

from accounts.models import Role as StoredRole
from accounts.models import User
from app.roles import ENTITIES, ROLES, Role

ACTIONS = {"create": "add", "read": "view", "update": "change", "delete": "delete"}
"""The API's actions, and what Django calls the permissions for them."""


def codename(entity: str, action: str) -> str:
    """What Django calls the permission for an action on an entity."""
    return f"{ACTIONS[action]}_{entity.replace('_', '')}"


def allowed(user: User) -> dict[str, list[str]]:
    """For each entity, what the user may do."""
    held = user.get_all_permissions()
    return {entity: [action for action in ACTIONS if f"app.{codename(entity, action)}" in held] for entity in ENTITIES}


def apply_roles(**signal: Any) -> None:
    """Make each role's group hold what the role grants, and nothing else. Runs after every migration.

    A role is known by its id, so that its users keep it when it is renamed; the group of a role that is gone goes too.
    """
    ours = Permission.objects.filter(content_type__app_label="app")
    ours.exclude(codename__in=[codename(entity, action) for entity in ENTITIES for action in ACTIONS]).delete()
    Group.objects.filter(role__isnull=False).exclude(role__in=[role.id for role in ROLES]).delete()
    permissions = {permission.codename: permission for permission in ours}
    for role in ROLES:
        names = [codename(entity, action) for entity, actions in role.grants.items() for action in actions]
        _group(role).permissions.set(permissions[name] for name in names)


def _group(role: Role) -> Group:
    """The group of a role, under the role's label, or its name where another group is called so."""
    stored = StoredRole.objects.select_related("group").filter(id=role.id).first()
    group = stored.group if stored else Group()
    label = role.label[:150]
    taken = Group.objects.exclude(pk=group.pk).filter(name=label).exists()
    group.name = f"{label[:80]} ({role.name})" if taken else label
    group.save()
    if stored is None:
        StoredRole.objects.create(id=role.id, group=group)
    return group
