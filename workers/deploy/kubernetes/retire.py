"""The end of an application in a cluster: its namespace goes, with all that is in it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from infra.kubernetes.cluster import Cluster
from infra.kubernetes.kinds import NAMESPACE
from infra.kubernetes.mirror import mirrored
from schemas.errors import Permanent, Temporary
from workers.deploy.kubernetes.place import APP_ID, namespace_of, place_in

LIMIT = timedelta(seconds=90)


async def remove(cluster: Cluster, app_id: UUID, installation: str) -> None:
    """Delete the namespace and wait until it is gone; one that is not ours stays. Raises Temporary where it lingers."""
    name = namespace_of(app_id)
    found = await cluster.read(NAMESPACE, name)
    if found is None:
        return
    try:
        place_in(found, app_id, installation)
    except Temporary:
        pass  # on its way out already
    except Permanent:
        return
    async with mirrored(cluster, None, {NAMESPACE: f"{APP_ID}={app_id}"}) as mirror:
        await cluster.delete(NAMESPACE, name)
        if not await mirror.until(lambda: mirror.get(NAMESPACE, name) is None or None, LIMIT):
            raise Temporary(f"The namespace {name} is still being removed.")
