"""The last copy of a retired application's data, in the artifact store."""

from __future__ import annotations

from uuid import UUID

import structlog

from infra.apps.databases import AppDatabases
from infra.apps.dumps import MEDIA_TYPE, dump
from infra.artifacts.store import Artifacts

log = structlog.get_logger()


async def keep_dump(databases: AppDatabases, artifacts: Artifacts, app_id: UUID) -> None:
    """Dump the application's database, where it is still there, and note under `dumps/<app id>` what holds it."""
    if not await databases.exists(app_id):
        return
    ref = await artifacts.put(await dump(databases.admin_url, databases.name(app_id)), MEDIA_TYPE)
    await artifacts.claim(f"dumps/{app_id}", ref.model_dump_json().encode())
    log.info("database dumped", app_id=str(app_id), sha256=ref.sha256, bytes=ref.size)
