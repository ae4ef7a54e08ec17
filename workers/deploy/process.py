"""Deploy engine *process*: each application a supervised process, with its own database, port and directory."""

from __future__ import annotations

import asyncio
import compileall
import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import structlog

from infra import trees
from infra.addresses import is_free
from infra.apps.bundles import READY, BundleManifest, Runtime, Site
from infra.apps.databases import AppDatabases
from infra.apps.health import healthy, wait_until_answers
from infra.artifacts.store import Artifacts
from infra.bus.handlers import report
from infra.disk import usable
from infra.processes import Running, last_lines, run, start, stop
from schemas.artifacts import TREE, ArtifactRef
from schemas.errors import Permanent, Temporary
from schemas.events import ImageRef
from workers.deploy.dumping import keep_dump
from workers.deploy.engine import Deployed, Release, Reverse
from workers.deploy.isolation import probe_isolation
from workers.deploy.state import AppDirectory, Apps, Desired, Served
from workers.deploy.supervisor import Supervisor

MIGRATE_LIMIT = timedelta(minutes=3)
BOOT_LIMIT = timedelta(minutes=1)

log = structlog.get_logger()


class ProcessEngine:
    """Runs applications on this machine. State in `$FUSION_HOME/apps`, applications survive the platform's end.

    `guarded` names ports of the platform that no application may reach, for the isolation probe.
    """

    def __init__(self, artifacts: Artifacts, databases: AppDatabases, runtime: Runtime, *,
                 allow_unsandboxed: bool = False, guarded: Mapping[str, int] | None = None,
                 keep_dumps: bool = False) -> None:  # fmt: skip
        self._artifacts = artifacts
        self._databases = databases
        self._runtime = runtime
        self.apps = Apps(runtime.home)
        self._allow_unsandboxed = allow_unsandboxed
        self._guarded = guarded or {}
        self._keep_dumps = keep_dumps
        self.boot_limit = BOOT_LIMIT

    async def deploy(self, release: Release) -> Deployed:
        with usable(self.apps.root), self.apps.locked(release.app_id) as place:
            if not self.apps.retired(release.app_id):
                self._refuse_neighbours(release)
            desired = self.apps.admitted(release)
            serving = desired.next(release.build_no, release.image)
            site = self._site(place, desired, serving)
            await self._unpack(release.image, site.release)
            if desired.served is None or desired.served.image != release.image:
                await self._roll_out(place, desired, serving, site, release)
            elif (problem := await self._serve(place, site)) is not None:
                raise Permanent(f"The application does not come up: {problem}")
            place.write(desired.served_by(serving))
            place.forget_releases(site.release)
            return Deployed(site.url, await self._isolation(site))

    async def retire(self, app_id: UUID) -> None:
        with usable(self.apps.root), self.apps.locked(app_id) as place:
            self.apps.retire(app_id)
            await _stop(place)
            if self._keep_dumps:
                await keep_dump(self._databases, self._artifacts, app_id)
            await self._databases.drop(app_id)
            self.apps.remove(app_id)

    async def health(self, app_id: UUID) -> str | None:
        desired = self.apps.directory(app_id).read()
        if desired is None or desired.served is None:
            return "it is not deployed"
        site = self._site(self.apps.directory(app_id), desired, desired.served)
        return await healthy(site.port, site.host, (BundleManifest.at(site.release).health, READY))

    async def keep_running(self) -> None:
        await Supervisor(self.apps, self.restart).run()

    async def stop_all(self) -> None:
        """Stop every application; they are started again by the next `keep_running`."""
        await asyncio.gather(*(_stop(self.apps.directory(desired.app_id)) for desired in self.apps.all()))

    def _refuse_neighbours(self, release: Release) -> None:
        """Without a sandbox one application could read another's files: then all must belong to one workspace."""
        if self._runtime.sandbox.confines or self._allow_unsandboxed:
            return
        if any(desired.workspace_id != release.workspace_id for desired in self.apps.all()):
            raise Permanent(
                "This machine has no sandbox, so applications of different workspaces could read each other's files: "
                "install bubblewrap, or accept the risk with FUSION_ALLOW_UNSANDBOXED=1."
            )
        log.warning("applications run without a sandbox: install bubblewrap", app_id=str(release.app_id))

    async def _roll_out(self, place: AppDirectory, desired: Desired, serving: Served, site: Site,
                        release: Release) -> None:  # fmt: skip
        """Bring database and process to the release; where that fails, what served before serves again."""
        await self._databases.ensure(desired.app_id, serving.login)
        if desired.served is None:  # nothing serves yet, so that it may boot while its database is made
            await self._start(place, site)
        elif release.breaking:
            await _stop(place)
        try:
            if release.reverse is None:
                await self._migrate(site, BundleManifest.at(site.release).migrate)
            else:
                await self._migrate_back(place, desired, serving, release.reverse)
            await report("starting the application", 60)
            if (problem := await self._serve(place, site)) is not None:
                raise Permanent(f"The application does not come up: {problem}")
        except Permanent:
            await self._take_back(place, desired)
            await self._databases.ensure(desired.app_id, serving.login)  # where this fails too, the database is away
            raise
        if serving.login is not None:
            await self._databases.settle(desired.app_id, serving.login)

    async def _isolation(self, site: Site) -> dict[str, str]:
        golden = await self._runtime.golden(site.release)
        return await probe_isolation(self._runtime, self._databases, self.apps, site, golden, self._guarded)

    async def _take_back(self, place: AppDirectory, desired: Desired) -> None:
        """Let the version before serve, as if nothing had been tried."""
        if desired.served is None:
            await _stop(place)
            return
        await self._databases.ensure(desired.app_id, desired.served.login)
        if problem := await self._serve(place, self._site(place, desired, desired.served)):
            log.error("the earlier version does not come up either", app_id=str(desired.app_id), problem=problem)

    async def restart(self, place: AppDirectory, desired: Desired) -> str | None:
        """Let serve what is deployed; None, or what is wrong with it."""
        if desired.served is None:
            return None
        site = self._site(place, desired, desired.served)
        with usable(self.apps.root):
            await self._unpack(desired.served.image, site.release)
            return await self._serve(place, site)

    async def _migrate_back(self, place: AppDirectory, desired: Desired, serving: Served, reverse: Reverse) -> None:
        """Let the release that is left take its migrations back; where one fails, all are brought forward again."""
        site = self._site(place, desired, serving.model_copy(update={"image": reverse.image}))
        await self._unpack(reverse.image, site.release)
        try:
            await self._migrate(site, reverse.command)
        except Permanent:
            await self._migrate(site, BundleManifest.at(site.release).migrate)
            raise

    async def _migrate(self, site: Site, args: tuple[str, ...]) -> None:
        await report("migrating the database", 30)
        command = self._runtime.migration(site, args, await self._runtime.golden(site.release))
        done = await run(command, MIGRATE_LIMIT)
        if done.code != 0:
            raise Permanent("The migration of the database failed:\n" + "\n".join(done.lines[-15:]))

    async def _serve(self, place: AppDirectory, site: Site) -> str | None:
        """See to it that the release runs and answers; None, or what is wrong, with its last lines."""
        since = place.log.stat().st_size if place.log.exists() else 0
        running = place.serves(site.release) or await self._start(place, site)
        paths = (BundleManifest.at(site.release).health, READY)
        problem = await wait_until_answers(site.port, site.host, paths, running, self.boot_limit)
        return problem and "\n".join([f"{problem}.", *last_lines(place.log, since=since)])

    async def _start(self, place: AppDirectory, site: Site) -> Running:
        """Start the release, in place of whatever ran before."""
        manifest, golden = BundleManifest.at(site.release), await self._runtime.golden(site.release)
        await _stop(place)
        if not is_free(site.port):
            raise Temporary(f"Port {site.port} of the application is taken by another program: stop that one.")
        place.shorten_log()
        running = await start(self._runtime.serve(site, manifest, golden), place.log)
        place.start(running, site.release)
        return running

    async def _unpack(self, image: ImageRef, release: Path) -> None:
        """The release's files, complete or not there at all, with their bytecode, which a read-only tree cannot get."""
        if await asyncio.to_thread(release.exists):
            return
        content = await self._artifacts.get(ArtifactRef(sha256=image.sha256, size=image.size, media_type=TREE))
        draft = release.with_name(f".{release.name}")

        def write() -> None:
            shutil.rmtree(draft, ignore_errors=True)
            trees.write(trees.unpack(content), draft)
            compileall.compile_dir(draft, quiet=2, stripdir=str(draft), prependdir=str(release))
            draft.rename(release)

        await asyncio.to_thread(write)

    def _site(self, place: AppDirectory, desired: Desired, served: Served) -> Site:
        url = self._databases.url(desired.app_id, served.login)
        return Site(desired.app_id, place.release(served.image), place.data, desired.host, desired.port, url)


async def _stop(place: AppDirectory) -> None:
    process = place.started
    await stop(process.running if process else None)
