"""The keys that an application shares with nobody, derived from the platform's secret, so that none is stored."""

from __future__ import annotations

import hmac
from uuid import UUID

from infra.apps.signin import signin_key


def keys_of(secret: str, app_id: UUID) -> dict[str, str]:
    """By the names that the application knows them by: SECRET_KEY, SIGNIN_KEY."""
    own = hmac.digest(secret.encode(), b"fusion/app/" + app_id.bytes, "sha256").hex()
    return {"SECRET_KEY": own, "SIGNIN_KEY": signin_key(secret, app_id)}
