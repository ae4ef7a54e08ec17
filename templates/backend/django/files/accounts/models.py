"""Users, their roles, who is invited to become one, and the sign-in links that were used."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, Group, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.managers import UserManager


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in, by e-mail address. What they may do, their groups say; owners may do everything."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True, default="", db_default="")
    is_staff = models.BooleanField(_("may use the admin"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
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


class Invitation(models.Model):
    """Lets someone become a user, with the roles that an owner chose. Only the digest of its secret is kept."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=300, blank=True)
    roles = models.ManyToManyField(Role, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.email


class UsedLink(models.Model):
    """A sign-in link that was used, kept until it would have expired anyway."""

    jti = models.CharField(max_length=255, primary_key=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.jti
