"""The model of a build: what was understood, as it stands in the event that brought it."""

from __future__ import annotations

import json
from uuid import UUID

from gateway.platform import Platform
from gateway.problems import NotFound
from gateway.responses import SpecView
from infra.database import Connection, Row
from schemas.events import SchemaDesigned, SchemaSuggested
from schemas.spec import AppSpec

_BROUGHT = (SchemaDesigned.__name__, SchemaSuggested.__name__)


async def model_event(connection: Connection, app_id: UUID, build_id: UUID | None) -> Row:
    """The newest event that brought a model: of the build, else of the application. Raises NotFound."""
    row = await connection.fetchrow(
        "SELECT * FROM events WHERE app_id = $1 AND type = ANY($2) AND ($3::uuid IS NULL OR build_id = $3)"
        " ORDER BY (data->'build'->>'build_no')::int DESC, attempt DESC, type = $4, at DESC LIMIT 1",
        app_id, _BROUGHT, build_id, SchemaSuggested.__name__,
    )  # fmt: skip
    if row is None:
        raise NotFound("model (the build has not come that far)")
    return row


async def model(platform: Platform, row: Row) -> SpecView:
    """The model that the event brought. Raises Permanent where its artifact is lost."""
    event = _event(row)
    if event.spec is not None:
        spec = AppSpec.model_validate(json.loads(await platform.artifacts.get(event.spec)))
    elif isinstance(event, SchemaDesigned) and event.inline is not None:
        spec = event.inline
    else:
        raise NotFound("model")
    return SpecView(
        app_id=event.build.app_id,
        build_id=event.build.build_id,
        build_no=event.build.build_no,
        spec=spec,
        evidence=event.evidence,
        questions=list(event.questions),
        operations=list(event.operations) if isinstance(event, SchemaSuggested) else [],
        approved_by=event.approved_by if isinstance(event, SchemaDesigned) else None,
    )


def _event(row: Row) -> SchemaDesigned | SchemaSuggested:
    kind = SchemaDesigned if row["type"] == SchemaDesigned.__name__ else SchemaSuggested
    return kind.model_validate(row["data"])
