"""Deploy engine *kubernetes*: each application in a namespace of its own, walled in before anything runs there."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from uuid import UUID

import structlog

from infra.apps.databases import AppDatabases
from infra.apps.keys import keys_of
from infra.artifacts.store import Artifacts
from infra.bus.handlers import report
from infra.kubernetes.cluster import Cluster
from infra.kubernetes.errors import Forbidden
from infra.kubernetes.kinds import BINDING, DEPLOYMENT, NAMESPACE, SECRET, name_of
from schemas.errors import FusionError, Permanent, Unavailable
from schemas.events import ImageRef
from workers.deploy.dumping import keep_dump
from workers.deploy.engine import Deployed, Release, Retired
from workers.deploy.kubernetes.furniture import Furniture
from workers.deploy.kubernetes.ground import Door, Ground
from workers.deploy.kubernetes.migration import MigrationFailed, migrated, migration
from workers.deploy.kubernetes.objects import APP
from workers.deploy.kubernetes.place import Place, first_place, namespace, namespace_of, place_in
from workers.deploy.kubernetes.probe import probed
from workers.deploy.kubernetes.retire import remove
from workers.deploy.kubernetes.rollout import removed, rolled_out, scaled_to_nothing
from workers.deploy.kubernetes.standing import STRANGE, Standing
from workers.deploy.kubernetes.watch import Watch
from workers.deploy.state import Served
from workers.deploy.watching import Tell, tell_log

log = structlog.get_logger()

RIGHTS = 10.0
"""Seconds in which a RoleBinding that was just made comes into force."""


class KubernetesEngine:
    """Runs applications on the cluster that `cluster` speaks to. `secret` is the platform's."""

    def __init__(
        self,
        cluster: Cluster,
        artifacts: Artifacts,
        databases: AppDatabases,
        ground: Ground,
        secret: str,
        *,
        keep_dumps: bool = False,
        tell: Tell = tell_log,
    ) -> None:
        self._cluster = cluster
        self._artifacts = artifacts
        self._databases = databases
        self._ground = ground
        self._secret = secret
        self._keep_dumps = keep_dumps
        self._tell = tell

    async def deploy(self, release: Release) -> Deployed:
        async with self._databases.locked(release.app_id):
            await self._refuse_retired(release.app_id)
            place, standing = await self._admitted(release)
            furniture = await self._furniture(place, place.next(release), release)
            await self._databases.ensure(release.app_id, furniture.served.login)
            await self._wall_in(standing, furniture)
            if furniture.served == place.served:
                await self._roll_out(standing, furniture)
            else:
                place = await self._change(standing, place, furniture, release)
            await standing.bring(furniture.reach)
            await self._forget_secrets(furniture)
            isolation = await self._isolation(furniture)
            for line in standing.drift:
                await report(line)
            return Deployed(self._ground.url(place.host), isolation, tuple(standing.drift))

    async def retire(self, app_id: UUID) -> None:
        async with self._databases.locked(app_id):
            await self._artifacts.claim(f"retired/{app_id}", b"retired")
            await remove(self._cluster, app_id, self._ground.installation)
            if self._keep_dumps:
                await keep_dump(self._databases, self._artifacts, app_id)
            await self._databases.drop(app_id)

    async def health(self, app_id: UUID) -> str | None:
        deployment = await self._cluster.read(DEPLOYMENT, APP, namespace_of(app_id))
        if deployment is None:
            return "it is not deployed"
        ready, wanted = deployment.get("status", {}).get("readyReplicas", 0), deployment["spec"].get("replicas", 1)
        return None if ready >= wanted > 0 else f"{ready} of {wanted} pods are ready"

    async def keep_running(self) -> None:
        """The cluster does that; we watch, and tell what becomes of them."""
        await Watch(self._cluster, self._ground.installation, self._tell).run()

    async def close(self) -> None:
        await self._cluster.close()

    async def _refuse_retired(self, app_id: UUID) -> None:
        if await self._artifacts.claimed(f"retired/{app_id}"):
            raise Retired("The application was retired: start a new one under another name.")

    async def _admitted(self, release: Release) -> tuple[Place, Standing]:
        """The namespace, fenced: from here on nothing older is deployed."""
        found = await self._cluster.read(NAMESPACE, namespace_of(release.app_id))
        place = place_in(found, release.app_id, self._ground.installation) if found else first_place(release)
        place = place.fenced(release)
        standing = Standing(self._cluster, place.namespace, known=place.served is not None)
        await standing.bring_one(namespace(place, self._ground), found)
        return place, standing

    async def _furniture(self, place: Place, served: Served, release: Release) -> Furniture:
        url = self._databases.url(place.app_id, served.login)
        values = {**keys_of(self._secret, place.app_id), "DATABASE_URL": url}
        health = release.run.health if release.run else "/healthz"
        return Furniture(place, self._ground, served, await resolved(self._ground.database), values, health)

    async def _wall_in(self, standing: Standing, furniture: Furniture) -> None:
        """The walls first. Our own rights here may take a moment to come into force."""
        async with asyncio.timeout(RIGHTS + 30):
            pause = 0.1
            if self._ground.role is not None:
                binding = next(wall for wall in furniture.walls if wall["kind"] == BINDING.name)
                found = await self._cluster.read(BINDING, name_of(binding), standing.namespace)
                await standing.bring_one(binding, found)
            while True:
                try:
                    await standing.bring(furniture.walls, alone=STRANGE)
                except Forbidden:
                    if pause > RIGHTS / 2:
                        raise
                    await asyncio.sleep(pause)
                    pause *= 2
                else:
                    return

    async def _change(self, standing: Standing, place: Place, furniture: Furniture, release: Release) -> Place:
        """Bring database and pods to the release; where that fails, what served before serves as before."""
        try:
            await self._migrate(furniture, release)
            await self._roll_out(standing, furniture)
        except FusionError:
            await self._take_back(place, release)
            raise
        place = place.serving(furniture.served)
        await self._cluster.apply(namespace(place, self._ground))
        if furniture.served.login is not None:
            await self._databases.settle(place.app_id, furniture.served.login)
        return place

    async def _migrate(self, furniture: Furniture, release: Release) -> None:
        """Forward by the new image; on a step back, backward by the one that is left."""
        if release.run is None:
            raise Permanent("It is not known how this application's database is migrated: start a new build.")
        await report("migrating the database", 30)
        if release.breaking:
            await scaled_to_nothing(self._cluster, furniture.place)
        if release.reverse is None:
            await self._job(furniture, furniture.served.image, release.run.migrate, "migrate")
            return
        try:
            await self._job(furniture, release.reverse.image, release.reverse.command, "reverse")
        except MigrationFailed:  # some way back may have been gone already
            await self._job(furniture, release.reverse.image, release.run.migrate, "forward")
            raise

    async def _job(self, furniture: Furniture, image: ImageRef, command: Sequence[str], what: str) -> None:
        served = furniture.served.model_copy(update={"image": image})
        args = [part.replace("{python}", "python") for part in command]
        name = f"{what}-{served.build_no}-{image.sha256[:8]}"
        job = migration(furniture.place, self._ground, served, name_of(furniture.secret), args, name)
        await migrated(self._cluster, furniture.place, job)

    async def _roll_out(self, standing: Standing, furniture: Furniture) -> None:
        await report("rolling out", 60)
        (deployment,) = await standing.bring([furniture.deployment])
        if deployment["spec"].get("replicas") == 0:  # stopped for a migration, and scaled by its load otherwise
            replicas = {"op": "replace", "path": "/spec/replicas", "value": self._ground.replicas}
            deployment = await self._cluster.patch(DEPLOYMENT, APP, furniture.place.namespace, [replicas])
        await rolled_out(self._cluster, deployment)

    async def _take_back(self, place: Place, release: Release) -> None:
        """Let the version before run, as if nothing had been tried; where there was none, nothing."""
        try:
            if place.served is None:
                await removed(self._cluster, place)
                return
            await self._databases.ensure(place.app_id, place.served.login)
            before = await self._furniture(place, place.served, release)
            await self._cluster.apply(before.secret)
            await rolled_out(self._cluster, await self._cluster.apply(before.deployment))
        except FusionError as error:
            log.error("the earlier version could not be brought back", app_id=str(place.app_id), reason=str(error))

    async def _forget_secrets(self, furniture: Furniture) -> None:
        """Remove those of earlier versions; their pods are gone."""
        for secret in await self._cluster.all(SECRET, furniture.place.namespace):
            name = name_of(secret)
            if name.startswith(f"{APP}-") and name != name_of(furniture.secret):
                await self._cluster.delete(SECRET, name, furniture.place.namespace)

    async def _isolation(self, furniture: Furniture) -> dict[str, str]:
        await report("trying whether it is alone", 90)
        served, secret = furniture.served, name_of(furniture.secret)
        return await probed(self._cluster, self._databases, self._ground, furniture.place, served, secret)


async def resolved(door: Door) -> tuple[Door, ...]:
    """A door to a host name as doors to its addresses. Raises Unavailable where the name is not known."""
    if door.where.startswith("namespace/") or "/" in door.where:
        return (door,)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(door.where, door.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Unavailable(
            f"The address of the applications' PostgreSQL, {door.where}, is not known: {error}"
        ) from error
    addresses = sorted({str(info[4][0]) for info in found})
    several = len(addresses) > 1
    return tuple(
        Door(f"{door.name}-{number}" if several else door.name, address, door.port)
        for number, address in enumerate(addresses)
    )
