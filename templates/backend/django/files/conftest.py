"""Who the tests are when they ask the API."""

import pytest
from rest_framework.test import APIClient

from accounts.tests.factory import make_user

pytest.register_assert_rewrite(
    "app.tests.entity_api", "app.tests.entity_tests", "app.tests.kept_rows", "app.tests.written_rows"
)


@pytest.fixture
def anonymous() -> APIClient:
    """Someone who has not signed in."""
    return APIClient()


@pytest.fixture
def roleless(db: None) -> APIClient:
    """Someone who has signed in, but has no role."""
    return signed_in()


@pytest.fixture
def owner(db: None) -> APIClient:
    """An owner of the application, who may do everything."""
    return signed_in(is_superuser=True)


def signed_in(**values: object) -> APIClient:
    client = APIClient()
    client.force_login(make_user(**values))
    return client
