"""First sign-in: a link to a new application, signed with a key that platform and application both derive."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID, uuid4

import jwt

LIFETIME = timedelta(minutes=10)
"""How long a link is valid; the application accepts each one once."""


def signin_key(secret: str, app_id: UUID) -> str:
    """The key of an application's sign-in links, in hex, derived from the platform's secret."""
    return hmac.digest(secret.encode(), b"fusion/signin/" + app_id.bytes, "sha256").hex()


def signin_link(secret: str, app_id: UUID, url: str, email: str, name: str) -> str:
    """A link that signs `email` in as an owner of the application at `url`: once, within ten minutes."""
    claims = {
        "sub": email,
        "name": name,
        "jti": str(uuid4()),
        "exp": datetime.now(UTC) + LIFETIME,
        "aud": str(app_id),
    }
    token = jwt.encode(claims, signin_key(secret, app_id), algorithm="HS256")
    return f"{url.rstrip('/')}/signin/link/?{urlencode({'token': token})}"
