"""Makes users for tests."""

from typing import Any

from accounts.models import User
from app.tests import samples


def make_user(**values: Any) -> User:
    """A user who may do nothing, unless the values say otherwise."""
    return User.objects.create_user(**{"email": samples.email(), "name": samples.text(40), **values})
