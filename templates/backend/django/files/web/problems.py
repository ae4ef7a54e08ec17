"""What goes wrong outside the API is told as the API tells it."""

from django.http import HttpRequest, HttpResponse

from api import problems


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also for host names that are not ours, and for requests with more parts than are taken."""
    return problems.answer("malformed", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problems.answer("forbidden", 403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For requests that do not carry the CSRF token."""
    return problems.answer("forbidden", 403, reason)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problems.answer("not-found", 404)


def failed(request: HttpRequest) -> HttpResponse:
    """What happened stands in the log, under the id of the request."""
    return problems.answer("internal-error", 500)
