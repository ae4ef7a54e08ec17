"""The gateway as an ASGI application: routes, problems, guard, OpenAPI. Making it connects to nothing."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.types import Lifespan

from gateway import problems
from gateway.guard import Guard
from gateway.metrics import Measured
from gateway.responses import LogLine, Problem
from gateway.routes import apps, artifacts, builds, health, ops, pages, session, targets

API = "/api/v1"

DESCRIPTION = "Turns a sentence into a running, isolated web application that its owner can keep."


STUDIO = Path(__file__).parent.parent / "studio" / "dist"


def create_application(
    lifespan: Lifespan[FastAPI] | None = None, hosts: Collection[str] = (), studio: Path = STUDIO
) -> FastAPI:
    """`lifespan` sets `app.state.platform`; `hosts` are the names under which it may be asked."""
    app = FastAPI(
        lifespan=lifespan,
        title="Fusion",
        version="1",
        description=DESCRIPTION,
        generate_unique_id_function=_operation_id,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    app.state.studio = studio
    problems.install(app)
    api = APIRouter(prefix=API)
    for module in (apps, builds, targets, artifacts, session, ops):
        api.include_router(module.router)
    app.include_router(api)
    app.include_router(session.doorstep)
    app.include_router(health.router)
    app.include_router(pages.router)
    app.add_middleware(Measured)
    app.add_middleware(Guard, hosts=hosts)
    _describe(app)
    return app


def _operation_id(route: APIRoute) -> str:
    head, *tail = route.name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def _describe(app: FastAPI) -> None:
    """Add to the OpenAPI what no route returns by type: problems, and the lines of a build's stream."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schemas = generate()["components"]["schemas"]
            for model in (Problem, LogLine):
                described = model.model_json_schema(ref_template="#/components/schemas/{model}")
                schemas |= described.pop("$defs", {}) | {model.__name__: described}
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
        assert app.openapi_schema is not None  # noqa: S101  # generate() has just set it
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI documents this way of extending it
