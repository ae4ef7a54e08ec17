"""The model of a build: what was understood, as it stands in the event that brought it."""

from __future__ import annotations

import json
from uuid import UUID

from gateway.platform import Platform
from gateway.problems import NotFound
from gateway.responses import SpecView
from infra.database import Connection, Row
from schemas.events import RollbackRequested, SchemaDesigned, SchemaSuggested
from schemas.spec import AppSpec

_BROUGHT: dict[str, type[SchemaDesigned | SchemaSuggested | RollbackRequested]] = {
    event.__name__: event for event in (SchemaDesigned, SchemaSuggested, RollbackRequested)
}


async def model_event(connection: Connection, app_id: UUID, build_id: UUID | None) -> Row:
    """The newest event that brought a model: of the build, else of the application. Raises NotFound."""
    row = await connection.fetchrow(
        "SELECT * FROM events WHERE app_id = $1 AND type = ANY($2) AND ($3::uuid IS NULL OR build_id = $3)"
        " ORDER BY (data->'build'->>'build_no')::int DESC, attempt DESC, type = $4, at DESC LIMIT 1",
        app_id, list(_BROUGHT), build_id, SchemaSuggested.__name__,
    )  # fmt: skip
    if row is None:
        raise NotFound("model (the build has not come that far)")
    return row


async def model(platform: Platform, row: Row) -> SpecView:
    """The model that the event brought. Raises Permanent where its artifact is lost."""
    event = _BROUGHT[row["type"]].model_validate(row["data"])
    ref = event.reach.spec if isinstance(event, RollbackRequested) else event.spec
    if ref is not None:
        spec = AppSpec.model_validate(json.loads(await platform.artifacts.get(ref)))
    elif isinstance(event, SchemaDesigned) and event.inline is not None:
        spec = event.inline
    else:
        raise NotFound("model")
    thought = None if isinstance(event, RollbackRequested) else event
    return SpecView(
        app_id=event.build.app_id,
        build_id=event.build.build_id,
        build_no=event.build.build_no,
        spec=spec,
        evidence=thought.evidence if thought else {},
        questions=list(thought.questions) if thought else [],
        operations=list(event.operations) if isinstance(event, SchemaSuggested) else [],
        approved_by=event.approved_by if isinstance(event, SchemaDesigned) else None,
    )
