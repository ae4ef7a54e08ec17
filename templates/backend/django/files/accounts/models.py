"""Users, their roles, and the sign-in links that were used."""

from django.contrib.auth.models import AbstractBaseUser, Group, PermissionsMixin
from django.db import models
from django.utils import timezone

from accounts.managers import UserManager


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in, by e-mail address. What they may do, their groups say; owners may do everything."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=300, blank=True)
    is_staff = models.BooleanField("may use the admin", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name or self.email


class Role(models.Model):
    """Ties a role of the application to the group that holds its permissions, so that a role may be renamed."""

    id = models.UUIDField(primary_key=True)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="role")

    def __str__(self) -> str:
        return self.group.name


class UsedLink(models.Model):
    """A sign-in link that was used, kept until it would have expired anyway."""

    jti = models.CharField(max_length=255, primary_key=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.jti
