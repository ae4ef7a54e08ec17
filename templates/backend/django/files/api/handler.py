"""Answers what goes wrong in the API with a problem."""

from typing import Any

from rest_framework import exceptions, status
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

from api import problems
from api.exceptions import told

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
    refused = told(error)
    response = exception_handler(refused, context)
    if response is None:
        return None
    response.data = _body(refused, response)
    response.content_type = problems.CONTENT_TYPE
    response.headers["Cache-Control"] = "no-store"
    return response


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
