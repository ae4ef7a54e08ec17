"""Deploy engine *docker*: each application a confined container with its own database, volume and network."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import structlog

from infra.addresses import free_port
from infra.apps.bundles import MIGRATION_TIMEOUT, READY
from infra.apps.databases import AppDatabases
from infra.apps.health import Door, healthy, wait_for
from infra.artifacts.store import Artifacts
from infra.bus.handlers import report
from infra.disk import usable
from infra.docker import containers, images, networks
from infra.docker.containers import Container
from infra.docker.daemon import Daemon
from infra.registry import Registry
from schemas.errors import FusionError, Permanent, Temporary
from templates.manifest import Run
from workers.deploy.docker_drift import drift_of, label
from workers.deploy.docker_isolation import probe_isolation
from workers.deploy.docker_place import APPLICATION, HEALTH, INSTALLATION, Ground, Place, name_of, place_of
from workers.deploy.dumping import keep_dump
from workers.deploy.engine import Deployed, Release
from workers.deploy.state import Apps, Desired, Served

PULL_LIMIT = timedelta(minutes=3)
MIGRATE_LIMIT = timedelta(minutes=3)
BOOT_LIMIT = timedelta(minutes=1)
AGAIN = 5.0
"""Seconds until we look again after the daemon went away."""

log = structlog.get_logger()


class DockerEngine:
    """Runs applications on one daemon. What shall be stands in `home`; the daemon starts again what crashes.

    `guarded` names ports of the platform that no application may reach, for the isolation probe.
    """

    def __init__(self, daemon: Daemon, registry: Registry, artifacts: Artifacts, databases: AppDatabases,
                 ground: Ground, *, home: Path, secret: str, guarded: Mapping[str, int] | None = None,
                 keep_dumps: bool = False) -> None:  # fmt: skip
        self._daemon = daemon
        self._registry = registry
        self._artifacts = artifacts
        self._databases = databases
        self._ground = ground
        self._secret = secret
        self._guarded = guarded or {}
        self._keep_dumps = keep_dumps
        self.apps = Apps(home)
        self.boot_limit = BOOT_LIMIT

    async def deploy(self, release: Release) -> Deployed:
        how = _how(release)
        with usable(self.apps.root), self.apps.locked(release.app_id) as directory:
            desired = self.apps.admitted(release)
            place = self._place(desired, desired.next(release.build_no, release.image), how.health)
            await self._prepare(place)
            drift: tuple[str, ...] = ()
            if desired.served is None or desired.served.image != release.image:
                await self._roll_out(place, release, how)
            else:
                drift = await self._put_right(place)
            directory.write(desired.served_by(place.served))
            return Deployed(place.url, await self._isolation(place), drift)

    async def retire(self, app_id: UUID) -> None:
        with usable(self.apps.root), self.apps.locked(app_id):
            self.apps.retire(app_id)
            for name in await containers.named(self._daemon, f"{APPLICATION}={app_id}"):
                await containers.remove(self._daemon, name)
            await networks.remove_network(self._daemon, name_of(app_id))
            await networks.remove_volume(self._daemon, f"{name_of(app_id)}-media")
            if self._keep_dumps:
                await keep_dump(self._databases, self._artifacts, app_id)
            await self._databases.drop(app_id)
            await images.remove(self._daemon, f"{APPLICATION}={app_id}")
            self.apps.remove(app_id)

    async def health(self, app_id: UUID) -> str | None:
        desired = self.apps.directory(app_id).read()
        if desired is None or desired.served is None:
            return "it is not deployed"
        found = await containers.inspect(self._daemon, name_of(app_id))
        if found is None:
            return "its container is gone"
        if not found["State"]["Running"]:
            return f"its container has ended with code {found['State']['ExitCode']}"
        return await healthy(desired.port, desired.host, (label(found, HEALTH), READY), self._ground.address)

    async def keep_running(self) -> None:
        """The daemon starts again what crashes; here what was stopped or removed by hand comes back."""
        said: dict[UUID, str | None] = {}
        while True:
            try:
                await self.look(said)
                async for name in containers.changes(self._daemon, f"{INSTALLATION}={self._ground.installation}"):
                    log.debug("container changed", container=name)
                    await self.look(said)
            except Temporary as error:
                log.warning("applications cannot be watched", reason=str(error))
            await asyncio.sleep(AGAIN)

    async def look(self, said: dict[UUID, str | None] | None = None) -> None:
        """See to it that all that is deployed runs. `said` keeps what is wrong with whom, to tell only of changes."""
        said = {} if said is None else said
        for desired in self.apps.all():
            problem = await self._looked_after(desired.app_id)
            if problem != said.get(desired.app_id):
                log.warning("application does not run" if problem else "application runs again",
                            app_id=str(desired.app_id), problem=problem)  # fmt: skip
            said[desired.app_id] = problem

    async def _looked_after(self, app_id: UUID) -> str | None:
        try:
            with self.apps.locked(app_id) as directory:
                desired = directory.read()
                if desired is None or desired.served is None:
                    return None
                found = await containers.inspect(self._daemon, name_of(app_id))
                if found is not None and (found["State"]["Running"] or found["State"]["Restarting"]):
                    return None
                place = self._place(desired, desired.served, label(found, HEALTH))
                await self._prepare(place)
                await self._replace(place)
        except FusionError as error:
            return str(error)
        return None

    async def stop_all(self) -> None:
        """Stop every application; they are started again by the next `keep_running`."""
        await asyncio.gather(*(containers.stop(self._daemon, name_of(desired.app_id)) for desired in self.apps.all()))

    def _place(self, desired: Desired, served: Served, health: str) -> Place:
        return place_of(desired, served, health, self._ground, self._databases, self._secret)

    async def _prepare(self, place: Place) -> None:
        """Image and network are on the daemon."""
        await report("fetching the image", 10)
        await self._pull(place)
        if not self._ground.shared:
            await networks.ensure_network(self._daemon, place.name, place.labels)

    async def _pull(self, place: Place) -> None:
        await images.pull(self._daemon, place.served.image.address, await self._registry.credentials(), PULL_LIMIT)

    async def _roll_out(self, place: Place, release: Release, how: Run) -> None:
        """Migrate, see the release answer beside the one that serves, then let it take over.

        What fails before the last step leaves the one that serves untouched, unless it had to stop for the migration.
        """
        await self._databases.ensure(place.desired.app_id, place.served.login)
        try:
            if release.breaking:
                await containers.stop(self._daemon, place.name)
            await self._migrate(place, release, how)
            await report("starting the application", 60)
            if place.desired.served is not None:
                await self._rehearse(place)
            await self._replace(place)
        except FusionError:
            await self._take_back(place.desired, place.health)
            raise
        if place.served.login is not None:
            await self._databases.settle(place.desired.app_id, place.served.login)

    async def _migrate(self, place: Place, release: Release, how: Run) -> None:
        """Forward by the new image; on a step back, backward by the one that is left."""
        await report("migrating the database", 30)
        if release.reverse is None:
            await self._migrated(place, how.migrate)
            return
        left = replace(place, served=place.served.model_copy(update={"image": release.reverse.image}))
        await self._pull(left)
        try:
            await self._migrated(left, release.reverse.command)
        except Permanent:  # some way back may have been gone already
            await self._migrated(left, how.migrate)
            raise

    async def _migrated(self, place: Place, command: Sequence[str]) -> None:
        args = [part.replace("{python}", "python") for part in command]
        done = await containers.run(self._daemon, place.migration(args, MIGRATION_TIMEOUT), MIGRATE_LIMIT)
        if done.code != 0:
            raise Permanent("The migration of the database failed:\n" + "\n".join(done.lines[-15:]))

    async def _rehearse(self, place: Place) -> None:
        """See the release answer at another port."""
        port = free_port()
        candidate = place.candidate(port)
        await containers.start(self._daemon, candidate)
        try:
            await self._answers(candidate, Door(place.desired.host, port, self._ground.address), place.health)
        finally:
            await containers.remove(self._daemon, candidate.name)

    async def _replace(self, place: Place) -> None:
        """Start the release where the one before ran, and wait until it answers."""
        await containers.stop(self._daemon, place.name)
        await containers.start(self._daemon, place.container)
        await self._answers(place.container, place.door, place.health)

    async def _answers(self, container: Container, door: Door, health: str) -> None:
        """Wait for it. Raises Permanent, with its last lines, where it ends or time is up."""

        async def over() -> bool:
            found = await containers.inspect(self._daemon, container.name)
            return found is None or not found["State"]["Running"] or found["RestartCount"] > 0

        problem = await wait_for(door, (health, READY), over, self.boot_limit)
        if problem:
            lines = await containers.last_words(self._daemon, container.name)
            raise Permanent("\n".join([f"The application does not come up: {problem}.", *lines]))

    async def _take_back(self, desired: Desired, health: str) -> None:
        """Let the version before serve, as if nothing had been tried."""
        if desired.served is None:
            await containers.remove(self._daemon, name_of(desired.app_id))
            return
        place = self._place(desired, desired.served, health)
        try:
            if drift_of(await containers.inspect(self._daemon, place.name), place.container):
                await self._replace(place)
        except FusionError as error:
            log.error("the earlier version does not come up either", app_id=str(desired.app_id), problem=str(error))

    async def _put_right(self, place: Place) -> tuple[str, ...]:
        """The same release again: what is not as it was made is made anew; what that was."""
        await self._databases.ensure(place.desired.app_id, place.served.login)
        found = await containers.inspect(self._daemon, place.name)
        drift = drift_of(found, place.container)
        if drift:
            await self._replace(place)
        else:
            await self._answers(place.container, place.door, place.health)
        return drift

    async def _isolation(self, place: Place) -> dict[str, str]:
        neighbours = [other for other in self.apps.all() if other.app_id != place.desired.app_id and other.served]
        return await probe_isolation(self._daemon, self._databases, place, neighbours, self._guarded)


def _how(release: Release) -> Run:
    if release.run is None:
        raise Permanent("It is not known how this application's database is migrated: start a new build.")
    if "@sha256:" not in release.image.address:
        raise Permanent("This build made no container image: set FUSION_IMAGE_ENGINE=docker, then start a new build.")
    return release.run
