"""Roles as Django's groups."""

import pytest
from django.contrib.auth.models import Group, Permission

from app.access.groups import apply_roles
from app.roles import ROLES


@pytest.mark.django_db
def test_every_role_has_a_group_that_users_can_be_in() -> None:
    assert set(Group.objects.values_list("role", flat=True)) >= {role.id for role in ROLES}


@pytest.mark.django_db
def test_groups_of_roles_hold_none_of_djangos_permissions() -> None:
    for group in Group.objects.filter(role__isnull=False):
        group.permissions.set(Permission.objects.all()[:1])
    apply_roles()
    assert not Permission.objects.filter(group__role__isnull=False).exists()
