"""Image engine *bundle*: the runnable tree, front ends built in, kept in the artifact store by its content."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from infra import trees
from infra.apps.bundles import MANIFEST, BundleManifest, Runtime
from infra.apps.databases import AppDatabases
from infra.artifacts.store import Artifacts
from infra.bus.handlers import report
from infra.disk import usable
from infra.scratch import Scratch
from infra.trees import Tree
from schemas.artifacts import TREE, ArtifactRef
from schemas.errors import Permanent
from schemas.events import ImageRef
from workers.image.engine import Sources
from workers.image.frontend import build_frontends
from workers.image.proof import trial

ENGINE = "bundle"

FORMAT = "1"
"""Part of every key: raised when the same sources shall give another bundle."""


class BundleEngine:
    """Builds bundles in `$FUSION_HOME/work/image`, at most what the sources of one application need at a time."""

    def __init__(self, artifacts: Artifacts, databases: AppDatabases, runtime: Runtime) -> None:
        self._artifacts = artifacts
        self._databases = databases
        self._runtime = runtime
        self._scratch: Scratch | None = None

    async def build(self, sources: Sources) -> ImageRef:
        key = f"bundles/{FORMAT}/{sources.digest}"
        known = await self._known(key)
        if known is not None and await self._intact(known):
            await report("nothing changed: the image is already there", 100)
            return known
        with usable(self._runtime.home):
            scratch = await self._own_scratch()
            with scratch.directory() as work:
                tree = await self._built(sources, work, scratch.owner)
        ref = await self._artifacts.put(await asyncio.to_thread(trees.pack, tree), TREE)
        image = ImageRef(engine=ENGINE, address=f"sha256:{ref.sha256}", sha256=ref.sha256, size=ref.size)
        if known is None:  # of two that build at once, both answer with the first one's
            image = ImageRef.model_validate_json(await self._artifacts.claim(key, image.model_dump_json().encode()))
        return image

    async def remove(self, app_id: UUID) -> None:
        """Nothing: a bundle is kept by its content, which another application may share."""

    async def _known(self, key: str) -> ImageRef | None:
        stored = await self._artifacts.claimed(key)
        return ImageRef.model_validate_json(stored) if stored else None

    async def _intact(self, image: ImageRef) -> bool:
        try:
            await self._artifacts.get(ArtifactRef(sha256=image.sha256, size=image.size, media_type=TREE))
        except Permanent:
            return False
        return True

    async def _own_scratch(self) -> Scratch:
        """This process's scratch space; what killed processes left is cleared on the way to the first."""
        if self._scratch is None:
            self._scratch = Scratch(self._runtime.home / "work" / "image")
            for owner in self._scratch.dead():
                await self._databases.drop_throwaways(owner)
        return self._scratch

    async def _built(self, sources: Sources, work: Path, owner: str) -> Tree:
        """The whole bundle. The back end migrates while the front ends are built; it boots when they are in place."""
        tree = {**sources.backend.tree, MANIFEST: _manifest(sources).content()}
        try:
            async with asyncio.TaskGroup() as group:
                front = group.create_task(build_frontends(sources, work, self._runtime.home, self._runtime.sandbox))
                group.create_task(self._proven(tree, front, sources.paths, work, owner))
        except BaseExceptionGroup as failures:
            raise first_failure(failures) from None
        return {**tree, **front.result()}

    async def _proven(
        self, tree: Tree, front: asyncio.Task[Tree], pages: Sequence[str], work: Path, owner: str
    ) -> None:
        """See the bundle boot. `front` is what the front ends become, on their way."""
        release, data = work / "release", work / "data"
        data.mkdir()
        await asyncio.to_thread(trees.write, tree, release)
        async with trial(self._runtime, self._databases, owner, release, data) as proof:
            await proof.migrate()
            await asyncio.to_thread(trees.write, await front, release)
            await report("starting the application once, to see that it answers", 80)
            await proof.boot(pages)


def first_failure(failure: BaseException) -> BaseException:
    """What went wrong first, out of all the groups that it was wrapped in."""
    while isinstance(failure, BaseExceptionGroup):
        failure = failure.exceptions[0]
    return failure


def _manifest(sources: Sources) -> BundleManifest:
    run, golden = sources.run, sources.backend.target.golden
    if golden is None:
        raise Permanent(f"The back end {sources.backend.target.title} does not say on which packages it runs.")
    return BundleManifest(
        manager=golden.manager, lock_files=golden.files, migrate=run.migrate, serve=run.serve, health=run.health
    )
