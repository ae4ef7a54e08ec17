"""Image engine *docker*: an application's layers on its golden base image, seen to boot, pushed to a registry."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from infra.apps.sandbox import Sandbox
from infra.artifacts.store import Artifacts
from infra.bus.handlers import report
from infra.disk import usable
from infra.docker import images
from infra.docker.daemon import Daemon
from infra.docker.dockerfile import FILE, own_part
from infra.docker.golden import Golden, GoldenImages
from infra.docker.images import Recipe
from infra.docker.naming import build_of, build_tag, repository_of, tag_of
from infra.registry import Kept, Registry
from infra.scratch import Scratch
from infra.trees import Tree
from schemas.errors import Permanent
from schemas.events import ImageRef
from workers.image.bundle import first_failure
from workers.image.engine import Source, Sources
from workers.image.frontend import build_frontends
from workers.image.labels import APPLICATION, labels
from workers.image.sbom import MEDIA_TYPE, sbom
from workers.image.trial import Trial

ENGINE = "docker"
BUILD_LIMIT = timedelta(minutes=3)
PUSH_LIMIT = timedelta(minutes=2)


class DockerEngine:
    """Builds on a Docker daemon and pushes to a registry, one repository for each application."""

    def __init__(self, artifacts: Artifacts, daemon: Daemon, registry: Registry, golden: GoldenImages, trial: Trial, *,
                 home: Path, sandbox: Sandbox) -> None:  # fmt: skip
        self._artifacts = artifacts
        self._daemon = daemon
        self._registry = registry
        self._golden = golden
        self._trial = trial
        self._home = home.resolve()
        self._sandbox = sandbox
        self._scratch: Scratch | None = None

    async def build(self, sources: Sources) -> ImageRef:
        repository = repository_of(sources.app_id)
        golden = await self._golden.ready(sources.backend.target.name, golden_files(sources.backend), _say)
        tag = tag_of(sources.digest, golden)
        await self._registry.prepare(repository)
        kept = await self._registry.find(repository, tag)
        if kept is not None:
            await report("nothing changed: the image is already there", 100)
        else:
            await self._built(sources, golden, f"{self._registry.name(repository)}:{tag}")
            kept = await self._pushed(repository, tag)
        await self._note(sources, repository, tag)
        return await self._reference(sources, golden, f"{self._registry.name(repository)}:{tag}", kept)

    async def remove(self, app_id: UUID) -> None:
        await self._registry.remove(repository_of(app_id))
        await images.remove(self._daemon, f"{APPLICATION}={app_id}")

    async def _built(self, sources: Sources, golden: Golden, name: str) -> None:
        """Build the image and see it boot."""
        with usable(self._home):
            if self._scratch is None:
                self._scratch = Scratch(self._home / "work" / "image")
            with self._scratch.directory() as work:
                try:
                    front = await build_frontends(sources, work, self._home, self._sandbox)
                except BaseExceptionGroup as failures:
                    raise first_failure(failures) from None
        own = own_part(_dockerfile(sources.backend.tree), golden.address)
        recipe = Recipe({**sources.backend.tree, **front, FILE: own.encode()}, name, labels=labels(sources, golden))
        await report("building the image", 60)
        await images.build(self._daemon, recipe, BUILD_LIMIT, _say)
        await self._trial.boots(name, sources.run, sources.paths)

    async def _pushed(self, repository: str, tag: str) -> Kept:
        name = f"{self._registry.name(repository)}:{tag}"
        await report("pushing the image", 90)
        await images.push(self._daemon, name, await self._registry.credentials(), PUSH_LIMIT, _say)
        kept = await self._registry.find(repository, tag)
        if kept is None:
            raise Permanent(f"The image {name} was pushed, but the registry does not have it: start a new build.")
        return kept

    async def _note(self, sources: Sources, repository: str, tag: str) -> None:
        """Tag it with its build, and remove the images of builds that ended between the deployed one and this one."""
        if sources.origin is None:
            return
        build_no, base_no = sources.origin.build_no, sources.origin.base_no
        await self._registry.retag(repository, tag, build_tag(build_no))
        tags = await self._registry.tags(repository)
        superseded = {digest for name, digest in tags.items() if base_no < (build_of(name) or 0) < build_no}
        wanted = {digest for name, digest in tags.items() if 0 < (build_of(name) or 0) <= base_no}
        if gone := frozenset(superseded - wanted - {tags.get(tag)}):
            await self._registry.remove(repository, gone)
        await images.remove(
            self._daemon, f"{APPLICATION}={sources.app_id}",
            frozenset({f"{self._registry.name(repository)}:{tag}"}),
        )  # fmt: skip

    async def _reference(self, sources: Sources, golden: Golden, name: str, kept: Kept) -> ImageRef:
        document = await asyncio.to_thread(sbom, sources, golden)
        return ImageRef(
            engine=ENGINE, address=f"{name}@{kept.digest}", sha256=kept.digest.removeprefix("sha256:"), size=kept.size,
            sbom=await self._artifacts.put(document, MEDIA_TYPE),
        )  # fmt: skip


def golden_files(backend: Source) -> Tree:
    """What a golden base image is made from. Raises Permanent where the target does not say."""
    if backend.target.golden is None:
        raise Permanent(f"The back end {backend.target.title} does not say on which packages it runs.")
    return {name: backend.tree[name] for name in backend.target.golden.files} | {
        FILE: _dockerfile(backend.tree).encode()
    }


def _dockerfile(tree: Tree) -> str:
    if FILE not in tree:
        raise Permanent("This back end has no Dockerfile: use FUSION_IMAGE_ENGINE=bundle for it.")
    return tree[FILE].decode()


async def _say(line: str) -> None:
    await report(line[:2_000])
