"""The versions of an application that were deployed."""

from __future__ import annotations

from uuid import UUID

from gateway.responses import Version
from infra.database import Connection
from schemas.events import AppDeployed


async def versions(connection: Connection, app_id: UUID) -> list[Version]:
    """Latest first; the first is the one that runs."""
    rows = await connection.fetch(
        "SELECT at, data FROM deployments WHERE app_id = $1 ORDER BY build_no DESC LIMIT 500", app_id
    )
    found = [(row["at"], AppDeployed.model_validate(row["data"])) for row in rows]
    return [
        Version(
            build_id=event.build.build_id,
            build_no=event.build.build_no,
            url=event.url,
            deployed_at=at,
            current=number == 0,
            spec=event.spec,
            backend_tree=event.backend_tree,
            isolation=event.isolation,
        )
        for number, (at, event) in enumerate(found)
    ]
