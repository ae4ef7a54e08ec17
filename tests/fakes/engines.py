"""Image and deploy engines in memory. They pass the contract tests of the real ones, as far as those look."""

from __future__ import annotations

import asyncio
from uuid import UUID

from infra.artifacts.store import Artifacts
from infra.trees import pack
from schemas.artifacts import TREE
from schemas.errors import Permanent, Superseded
from schemas.events import ImageRef
from workers.deploy.engine import Deployed, Release, Retired
from workers.image.engine import Sources


class FakeImageEngine:
    """Packs the sources as they are."""

    def __init__(self, artifacts: Artifacts) -> None:
        self._artifacts = artifacts

    async def build(self, sources: Sources) -> ImageRef:
        tree = dict(sources.backend.tree)
        for source in sources.served:
            tree |= {f"frontends/{source.target.name}/{path}": content for path, content in source.tree.items()}
        ref = await self._artifacts.put(pack(tree), TREE)
        return ImageRef(engine="fake", address=f"sha256:{ref.sha256}", sha256=ref.sha256, size=ref.size)

    async def remove(self, app_id: UUID) -> None:
        """There is nothing to remove."""


class FakeDeployEngine:
    """Remembers what is deployed where."""

    def __init__(self) -> None:
        self.releases: dict[UUID, Release] = {}
        self._names: dict[UUID, str] = {}
        self._retired: set[UUID] = set()

    async def deploy(self, release: Release) -> Deployed:
        if release.app_id in self._retired:
            raise Retired("The application was retired.")
        known = self.releases.get(release.app_id)
        if known is not None and known.build_no > release.build_no:
            raise Superseded(f"Build {known.build_no} was there before build {release.build_no}.")
        if release.image.size == 0:
            raise Permanent("The application does not come up: its image is empty.")
        self.releases[release.app_id] = release
        name = self._names.setdefault(release.app_id, f"{release.name}-{release.app_id.hex[:4]}")
        port = 8101 + list(self._names).index(release.app_id)
        return Deployed(f"http://{name}.localhost:{port}", {"own database": "reached"})

    async def retire(self, app_id: UUID) -> None:
        self._retired.add(app_id)
        self.releases.pop(app_id, None)

    async def health(self, app_id: UUID) -> str | None:
        return None if app_id in self.releases else "it is not deployed"

    async def keep_running(self) -> None:
        await asyncio.Event().wait()
