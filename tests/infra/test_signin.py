"""The first sign-in's link is what the application expects: its key, its claims, ten minutes, once."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt
import pytest

from infra.apps.signin import signin_key, signin_link


def test_the_application_can_check_the_link() -> None:
    app_id = uuid4()
    link = urlsplit(signin_link("secret", app_id, "http://dogs-1a2b.localhost:8101", "ada@example.org", "Ada"))
    assert (link.netloc, link.path) == ("dogs-1a2b.localhost:8101", "/signin/link/")
    token = parse_qs(link.query)["token"][0]
    claims = jwt.decode(token, signin_key("secret", app_id), algorithms=["HS256"], audience=str(app_id))
    assert (claims["sub"], claims["name"]) == ("ada@example.org", "Ada")
    assert {"jti", "exp"} <= claims.keys()


def test_another_application_refuses_it() -> None:
    app_id, other = uuid4(), uuid4()
    token = parse_qs(urlsplit(signin_link("secret", app_id, "http://x", "ada@example.org", "Ada")).query)["token"][0]
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, signin_key("secret", other), algorithms=["HS256"], audience=str(other))
