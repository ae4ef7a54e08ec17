"""Gives each request an id, and each answer a line in the log: what, how it ended, how long it took, for whom."""

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
"""What a proxy may call a request; anything else is replaced."""

logger = logging.getLogger(__name__)
current: ContextVar[HttpRequest | None] = ContextVar("current", default=None)
"""The request that is being answered, for the log."""


class RequestMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        request.META["REQUEST_ID"] = given if GIVEN.match(given) else uuid4().hex
        token, began = current.set(request), time.monotonic()
        try:
            response = self.get_response(request)
            self._note(request, response, time.monotonic() - began)
        finally:
            current.reset(token)
        response.headers[HEADER] = request.META["REQUEST_ID"]
        return response

    def _note(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        """Without the query, which may say whom someone looks for."""
        facts = {
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "duration_ms": round(seconds * 1000, 1),
        }
        logger.info("%s %s %s", request.method, request.path, response.status_code, extra=facts)
