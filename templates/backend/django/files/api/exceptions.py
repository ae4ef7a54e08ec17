"""What the API refuses, and why: each class is a kind of problem, and its code the last part of the problem's type."""

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.exceptions import APIException

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


def refusal(error: Exception) -> APIException | None:
    """What the API makes of an error; None for what is not the client's doing."""
    refused = told(error)
    return refused if isinstance(refused, APIException) and refused.status_code < 500 else None


def told(error: Exception) -> Exception:
    """What the database refuses, as what it means; any other error as it is."""
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


def not_found(request: HttpRequest) -> JsonResponse:
    """For addresses below `/api/` that are none."""
    return problems.answer("not-found", status.HTTP_404_NOT_FOUND)
