"""Sign-in by session cookie; whoever is not signed in is told so with 401."""

from drf_spectacular.authentication import SessionScheme
from rest_framework import authentication
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    def authenticate_header(self, request: Request) -> str:
        """Without a challenge, the REST framework answers 403 where 401 is meant."""
        return "Session"


class Scheme(SessionScheme):  # type: ignore[no-untyped-call]
    """How the API's description speaks of it."""

    target_class = "api.authentication.SessionAuthentication"
    priority = 1
