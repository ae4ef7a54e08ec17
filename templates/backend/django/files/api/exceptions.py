"""What the API refuses, and why: each class is a kind of problem, and its code the last part of the problem's type."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

from api import constraints, problems


class Conflict(APIException):
    """What was asked for clashes with a rule, or with what someone else did."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = _("This clashes with what is there.")
    default_code = "conflict"


class StillReferredTo(Conflict):
    default_detail = _("Other rows still refer to this one. Delete or change them first.")
    default_code = "still-referred-to"


class IllegalTransition(Conflict):
    default_detail = _("This step is not allowed now.")
    default_code = "illegal-transition"


class ChangedMeanwhile(APIException):
    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = _("Someone else changed this meanwhile. Load it again, then repeat your change.")
    default_code = "changed-meanwhile"


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("This is more than can be taken at once.")
    default_code = "too-large"


class Unavailable(APIException):
    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = _("The database cannot be reached. Try again in a moment.")
    default_code = "unavailable"


KINDS: dict[type[APIException], str] = {
    exceptions.ValidationError: "validation",
    exceptions.ParseError: "malformed",
    exceptions.NotAuthenticated: "not-authenticated",
    exceptions.AuthenticationFailed: "not-authenticated",
    exceptions.PermissionDenied: "forbidden",
    exceptions.NotFound: "not-found",
    exceptions.MethodNotAllowed: "method-not-allowed",
    exceptions.NotAcceptable: "not-acceptable",
    exceptions.UnsupportedMediaType: "unsupported-media-type",
    exceptions.Throttled: "too-many-requests",
}
"""The REST framework's own exceptions. Ours carry their kind as their code."""


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """The REST framework's handler, with what the database refuses told as what it means."""
    refused = _refused(error)
    response = exception_handler(refused, context)
    if response is None:
        return None
    response.data = _body(refused, response)
    response.content_type = problems.CONTENT_TYPE
    response.headers["Cache-Control"] = "no-store"
    return response


def refusal(error: Exception) -> APIException | None:
    """What the API makes of an error; None for what is not the client's doing."""
    refused = _refused(error)
    return refused if isinstance(refused, APIException) and refused.status_code < 500 else None


def _refused(error: Exception) -> Exception:
    match error:
        case ProtectedError() | RestrictedError():
            return StillReferredTo()
        case IntegrityError():
            return _broken(error)
        case RequestDataTooBig() | TooManyFilesSent():
            return TooLarge()
        case DataError() | OperationalError() if constraints.code(error).startswith(("22", "54")):
            # Classes 22 (data) and 54 (limits) of PostgreSQL's error codes blame what was sent.
            return exceptions.ValidationError(_("This is more than the database can hold."))
        case OperationalError() if constraints.code(error) in {"40001", "40P01", "55P03"}:
            return Conflict(_("Someone else was changing the same rows. Try again."))
        case OperationalError() | InterfaceError():
            return Unavailable()
    return error


def _broken(error: IntegrityError) -> Conflict:
    """The rule of the database that a change would break, in words where it has some."""
    if constraints.refers(error):
        return StillReferredTo()
    return Conflict(constraints.sentence(error))


def _body(error: Exception, response: Response) -> dict[str, Any]:
    if not isinstance(error, APIException):  # Django's own 404 and 403
        denied = response.status_code == status.HTTP_403_FORBIDDEN
        return problems.problem("forbidden" if denied else "not-found", response.status_code)
    slug = next((name for kind, name in KINDS.items() if isinstance(error, kind)), error.default_code)
    if slug == "validation":
        return problems.problem(slug, response.status_code, errors=problems.by_field(error.detail))
    if isinstance(error.detail, dict):
        return problems.problem(slug, response.status_code, errors=problems.by_field(error.detail))
    return problems.problem(slug, response.status_code, _sentence(error.detail))


def _sentence(detail: Any) -> str:
    return " ".join(str(part) for part in detail) if isinstance(detail, list) else str(detail)


def not_found(request: HttpRequest) -> JsonResponse:
    """For addresses below `/api/` that are none."""
    return problems.answer("not-found", status.HTTP_404_NOT_FOUND)
