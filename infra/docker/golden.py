"""Golden base images: what all applications of a template version share, built and pushed once.

One that is built anew (for a security fix) gets another tag, and is what applications are built on from then on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from infra.docker.daemon import Daemon
from infra.docker.dockerfile import BASE_ARGUMENT, FILE, GOLDEN_STAGE, golden_part
from infra.docker.images import Recipe, Say, build, pull, push
from infra.registry import Kept, Registry
from infra.trees import Tree
from schemas.errors import Permanent

LIMIT = timedelta(minutes=20)
PULL_LIMIT = timedelta(minutes=3)


@dataclass(frozen=True)
class Golden:
    """One golden base image. `address` pins its digest."""

    address: str
    digest: str

    @property
    def mark(self) -> str:
        """What an application's tag bears of it, so that one sees on which base it stands."""
        return self.digest.removeprefix("sha256:")[:12]


class GoldenImages:
    """The golden base images of one registry. `base_image` is what they stand on, else what the Dockerfile names."""

    def __init__(self, daemon: Daemon, registry: Registry, base_image: str | None = None,
                 network: str | None = None) -> None:  # fmt: skip
        self._daemon = daemon
        self._registry = registry
        self._base_image = base_image
        self._network = network

    async def current(self, target: str, files: Tree) -> Golden | None:
        """The newest one for a target's Dockerfile and lock files, where there is one."""
        key = self._key(files)
        tags = await self._registry.tags(_repository(target))
        newest = max((tag for tag in tags if tag.startswith(key)), default=None)
        return self._golden(target, newest, tags[newest]) if newest else None

    async def ready(self, target: str, files: Tree, say: Say) -> Golden:
        """The newest one, on the daemon; built where there is none at all."""
        golden = await self.current(target, files) or await self.build(target, files, say)
        await pull(self._daemon, golden.address, await self._registry.credentials(), PULL_LIMIT)
        return golden

    async def build(self, target: str, files: Tree, say: Say, *, anew: bool = False) -> Golden:
        """Build and push it; `anew` fetches what it stands on again, and takes nothing from before."""
        repository = _repository(target)
        await self._registry.prepare(repository)
        tag = f"{self._key(files)}-{datetime.now(UTC):%Y%m%d%H%M%S}"
        name = f"{self._registry.name(repository)}:{tag}"
        recipe = Recipe(
            tree={**files, FILE: golden_part(files[FILE].decode()).encode()}, tag=name, target=GOLDEN_STAGE,
            arguments=self._arguments, labels={"dev.fusion.golden": target}, network=self._network,
            pull=anew and self._remote, anew=anew,
        )  # fmt: skip
        await build(self._daemon, recipe, LIMIT, say)
        await push(self._daemon, name, await self._registry.credentials(), LIMIT, say)
        kept: Kept | None = await self._registry.find(repository, tag)
        if kept is None:
            raise Permanent(f"The golden base image {name} was pushed, but the registry does not have it.")
        return self._golden(target, tag, kept.digest)

    @property
    def _arguments(self) -> Mapping[str, str]:
        return {BASE_ARGUMENT: self._base_image} if self._base_image else {}

    @property
    def _remote(self) -> bool:
        """Whether what it stands on is in a registry, and not only on the daemon."""
        return self._base_image is None or "/" in self._base_image

    def _key(self, files: Tree) -> str:
        """The same for the same template version: its lock files, its Dockerfile's golden part, what it stands on."""
        said = {**files, FILE: golden_part(files[FILE].decode()).encode(), "": (self._base_image or "").encode()}
        digest = hashlib.sha256()
        for name in sorted(said):
            digest.update(f"\0{name}\0{len(said[name])}\0".encode() + said[name])
        return digest.hexdigest()[:16]

    def _golden(self, target: str, tag: str, digest: str) -> Golden:
        return Golden(f"{self._registry.name(_repository(target))}:{tag}@{digest}", digest)


def _repository(target: str) -> str:
    return f"golden-{target}"
