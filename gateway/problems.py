"""Errors as RFC 9457 `application/problem+json`, in words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from gateway.responses import Problem, ProblemDetail
from schemas.errors import FusionError, InvalidSpec, Permanent, Temporary

MEDIA_TYPE = "application/problem+json"


class Refused(FusionError):
    """The request cannot be served as it is: `status` and a sentence, perhaps every problem by its path."""

    def __init__(self, status: int, detail: str, problems: Sequence[ProblemDetail] = ()) -> None:
        self.status, self.detail, self.problems = status, detail, list(problems)
        super().__init__(detail)


class NotFound(Refused):
    """There is no such thing, or it belongs to somebody else: the answer is the same."""

    def __init__(self, what: str) -> None:
        super().__init__(404, f"There is no such {what} here.")


class Conflict(Refused):
    def __init__(self, detail: str) -> None:
        super().__init__(409, detail)


def respond(
    status: int, detail: str, problems: Sequence[ProblemDetail] = (), headers: Mapping[str, str] | None = None
) -> Response:
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, problems=list(problems))
    return JSONResponse(problem.model_dump(), status, headers, media_type=MEDIA_TYPE)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route, for its OpenAPI."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }


def install(app: FastAPI) -> None:
    """Let every error leave as a problem."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(InvalidSpec, _invalid_spec)
    app.add_exception_handler(Permanent, _permanent)
    app.add_exception_handler(Temporary, _temporary)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101  # narrows the type: it is registered for this class only
    headers = {"www-authenticate": "Bearer"} if error.status == HTTPStatus.UNAUTHORIZED else {}
    return respond(error.status, error.detail, error.problems, headers)


async def _invalid_spec(request: Request, error: Exception) -> Response:
    found = error.problems if isinstance(error, InvalidSpec) else ()
    return respond(422, "The spec cannot be built as it is.", [ProblemDetail(**found._asdict()) for found in found])


async def _permanent(request: Request, error: Exception) -> Response:
    return respond(422, str(error))


async def _temporary(request: Request, error: Exception) -> Response:
    return respond(503, str(error), headers={"retry-after": "5"})


async def _invalid_request(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    problems = [_shape(problem) for problem in found]
    detail = "; ".join(f"{problem.path}: {problem.message}" for problem in problems[:5])
    return respond(422, f"The request cannot be read: {detail}.", problems)


def _shape(found: Any) -> ProblemDetail:
    path = ".".join(str(part) for part in found["loc"] if part != "body") or "body"
    return ProblemDetail(path=path, message=str(found["msg"]).removeprefix("Value error, "))


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return respond(status, str(getattr(error, "detail", "")))


async def _unexpected(request: Request, error: Exception) -> Response:
    return respond(500, "Something went wrong on our side; the platform's log has the details.")
