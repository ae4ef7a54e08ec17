"""The proof that a bundle boots: migrated and served once, with a throw-away database, before anybody relies on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from infra.addresses import free_port
from infra.apps.bundles import READY, BundleManifest, Runtime, Site
from infra.apps.databases import AppDatabases
from infra.apps.health import wait_until_answers
from infra.processes import last_lines, run, start, stop
from schemas.errors import Permanent

MIGRATE_LIMIT = timedelta(minutes=2)
BOOT_LIMIT = timedelta(minutes=1)


class Trial:
    """One bundle on trial: first its migrations, then, its front ends in place, whether it answers."""

    def __init__(self, runtime: Runtime, manifest: BundleManifest, golden: Path, site: Site) -> None:
        self._runtime, self._manifest, self._golden, self._site = runtime, manifest, golden, site

    async def migrate(self) -> None:
        """Run all migrations on an empty database. Raises Permanent where one fails."""
        done = await run(self._runtime.migrate(self._site, self._manifest, self._golden), MIGRATE_LIMIT)
        if done.code != 0:
            raise Permanent("The application cannot make its database:\n" + "\n".join(done.lines[-15:]))

    async def boot(self, pages: Sequence[str]) -> None:
        """Serve it, until health, readiness and `pages` answer. Raises Permanent, with its last lines."""
        log = self._site.data / "boot.log"
        command = self._runtime.serve(self._site, self._manifest, self._golden, die_with_parent=True)
        running = await start(command, log)
        try:
            paths = (self._manifest.health, READY, *pages)
            problem = await wait_until_answers(self._site.port, self._site.host, paths, running, BOOT_LIMIT)
        finally:
            await stop(running, timedelta(0))
        if problem:
            raise Permanent(f"The application does not boot: {problem}.\n" + "\n".join(last_lines(log)))


@asynccontextmanager
async def trial(
    runtime: Runtime, databases: AppDatabases, owner: str, release: Path, data: Path
) -> AsyncIterator[Trial]:
    """A trial of the bundle in `release`, with a database that is gone afterwards."""
    manifest = BundleManifest.at(release)
    golden = await runtime.golden(release)
    async with databases.throwaway(owner) as database_url:
        site = Site(uuid4(), release, data, "proof.localhost", free_port(), database_url)
        yield Trial(runtime, manifest, golden, site)
