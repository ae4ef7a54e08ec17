"""How users are made and found."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager

if TYPE_CHECKING:
    from accounts.models import User


class UserManager(BaseUserManager["User"]):
    """Finds users by e-mail address, however it is spelled."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        """A user who may do nothing yet; without a password, one who cannot sign in with any."""
        user = self.model(email=email.lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> "User":
        """An owner of the application: may do everything, in the admin as well."""
        return self.create_user(email, password, **{**values, "is_staff": True, "is_superuser": True})
