"""Carries the roles into Django's groups, by which users hold them."""

from typing import Any

from django.contrib.auth.models import Group

from accounts.models import Role as StoredRole
from app.access.rules import Role
from app.roles import ROLES


def apply_roles(**signal: Any) -> None:
    """Give each role a group. Runs after every migration.

    A role is known by its id, so that its users keep it when it is renamed; the group of a role that is gone goes too.
    Groups of roles hold none of Django's own permissions: those know neither rows nor fields.
    """
    Group.objects.filter(role__isnull=False).exclude(role__in=[role.id for role in ROLES]).delete()
    for role in ROLES:
        _group(role).permissions.clear()


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
