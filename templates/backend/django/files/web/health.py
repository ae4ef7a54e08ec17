"""Answers the probes before anything else does, so that they need no host name, no session and no database."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

Handler = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """`/healthz`: the process answers. `/readyz`: its database does too."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match request.path:
            case "/healthz":
                return JsonResponse({"status": "ok"})
            case "/readyz":
                return _ready()
        return self.get_response(request)


def _ready() -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return JsonResponse({"status": "unavailable", "detail": str(error).splitlines()[0]}, status=503)
    finally:
        connection.close()
    return JsonResponse({"status": "ok"})
