"""What an image engine does: it turns an application's sources into one image that has been seen to boot."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from infra.trees import Tree, pack
from schemas.events import ImageRef
from templates.engine import Target


@dataclass(frozen=True)
class Source:
    """The sources of one part of an application, and the target that printed them."""

    target: Target
    tree: Tree

    @property
    def digest(self) -> str:
        """The same for the same sources and the same way to build and run them."""
        return hashlib.sha256(self.target.manifest.model_dump_json().encode() + pack(self.tree)).hexdigest()


@dataclass(frozen=True)
class Sources:
    """An application's sources: its back end, and its front ends in order, the first of which is served at `/`."""

    app_id: UUID
    backend: Source
    frontends: tuple[Source, ...]

    @property
    def served(self) -> tuple[Source, ...]:
        """The front ends that the back end serves; the others (a mobile client) their owner builds."""
        return tuple(source for source in self.frontends if source.target.serve == "path")

    @property
    def digest(self) -> str:
        parts = [source.digest for source in (self.backend, *self.served)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class ImageEngine(Protocol):
    """One way to make images."""

    async def build(self, sources: Sources) -> ImageRef:
        """The image of these sources; the same sources give the same image, and nothing is built twice.

        Raises Permanent, with the compiler's or the application's last words, where they do not build or boot.
        """
        ...

    async def remove(self, app_id: UUID) -> None:
        """Remove what was kept for an application that is gone; removing it twice is no error."""
        ...
