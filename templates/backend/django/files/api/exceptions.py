"""What goes wrong, as the API says it."""

from typing import Any

from django.db import DataError, IntegrityError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, JsonResponse
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler


class Conflict(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = "Someone else was faster: this would stand twice."
    default_code = "conflict"


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """The REST framework's handler, with what the database refuses as a conflict."""
    match error:
        case ProtectedError() | RestrictedError():
            error = Conflict("Other rows still refer to this one. Delete or change them first.")
        case IntegrityError():
            error = Conflict()
        case DataError() | OperationalError() if _says_too_much(error):
            error = ValidationError("This is more than the database can hold.")
    return exception_handler(error, context)


def _says_too_much(error: Exception) -> bool:
    """Classes 22 (data) and 54 (limits) of PostgreSQL's error codes blame what was sent."""
    return str(getattr(error.__cause__, "sqlstate", "")).startswith(("22", "54"))


def not_found(request: HttpRequest) -> JsonResponse:
    """For addresses below `/api/` that are none."""
    return JsonResponse({"detail": "Not found."}, status=status.HTTP_404_NOT_FOUND)
