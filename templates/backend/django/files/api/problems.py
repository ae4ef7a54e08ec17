"""What goes wrong, in the one shape that every answer has: problem details (RFC 9457)."""

from collections.abc import Mapping
from typing import Any

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTENT_TYPE = "application/problem+json"

TITLES: dict[str, Promise | str] = {
    "validation": _("What was sent is not valid."),
    "malformed": _("What was sent cannot be read."),
    "not-authenticated": _("Sign in first."),
    "forbidden": _("You may not do this."),
    "not-found": _("There is no such thing here."),
    "method-not-allowed": _("This cannot be done here."),
    "not-acceptable": _("This cannot be answered in the format that was asked for."),
    "conflict": _("This clashes with what is there."),
    "still-referred-to": _("Other rows still refer to this one."),
    "illegal-transition": _("This step is not allowed now."),
    "changed-meanwhile": _("Someone else changed this meanwhile."),
    "too-large": _("This is too large."),
    "unsupported-media-type": _("This kind of content is not taken here."),
    "too-many-requests": _("Too many requests."),
    "internal-error": _("Something went wrong here."),
    "unavailable": _("The application cannot answer right now."),
}
"""What people read first, for each kind of problem. The kinds are stable: clients tell problems apart by them."""


def problem(slug: str, status: int, detail: object = "", errors: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The body of an answer. `errors` holds, by field, what is wrong with it."""
    title = str(TITLES.get(slug, TITLES["conflict"]))
    body: dict[str, Any] = {"type": f"/problems/{slug}", "title": title, "status": status}
    body["detail"] = str(detail or title)
    return body if errors is None else {**body, "errors": errors}


def answer(slug: str, status: int, detail: object = "") -> JsonResponse:
    """A whole answer, for what goes wrong outside the REST framework."""
    response = JsonResponse(problem(slug, status, detail), status=status, content_type=CONTENT_TYPE)
    # Nobody keeps an error for later.
    response.headers["Cache-Control"] = "no-store"
    return response


def by_field(detail: Any) -> dict[str, Any]:
    """The REST framework's details of an error as one object: lists stand under `non_field_errors` or their number."""
    match detail:
        case Mapping():
            return {str(name): _messages(value) for name, value in detail.items()}
        case [Mapping(), *_rest]:
            return _numbered(detail)
        case list():
            return {"non_field_errors": [str(message) for message in detail]}
    return {"non_field_errors": [str(detail)]}


def _messages(value: Any) -> Any:
    match value:
        case Mapping():
            return by_field(value)
        case [Mapping(), *_rest]:
            return _numbered(value)
        case list():
            return [str(message) for message in value]
    return [str(value)]


def _numbered(items: list[Any]) -> dict[str, Any]:
    """Errors of nested rows by their number, without those that have none."""
    return {str(number): by_field(item) for number, item in enumerate(items) if item}
