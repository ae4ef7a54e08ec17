"""What an image engine does: it turns an application's sources into one image that has been seen to boot."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from infra.trees import Tree, pack
from schemas.errors import Permanent
from schemas.events import ImageRef
from templates.engine import Target
from templates.manifest import Run


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
class Origin:
    """The build that sources are of. `base_no` is the build that was deployed when it began, 0 where none was."""

    build_id: UUID
    build_no: int
    base_no: int
    spec: str
    """The spec's sha256."""


@dataclass(frozen=True)
class Sources:
    """An application's sources: its back end, and its front ends in order, the first of which is served at `/`."""

    app_id: UUID
    backend: Source
    frontends: tuple[Source, ...]
    origin: Origin | None = None

    @property
    def served(self) -> tuple[Source, ...]:
        """The front ends that the back end serves; the others (a mobile client) their owner builds."""
        return tuple(source for source in self.frontends if source.target.serve == "path")

    @property
    def paths(self) -> tuple[str, ...]:
        """Where each of the served front ends is: the first at `/`, the others under their names."""
        return tuple("/" if number == 0 else f"/{source.target.name}/" for number, source in enumerate(self.served))

    @property
    def run(self) -> Run:
        """How the back end lives. Raises Permanent where its target does not say."""
        if self.backend.target.run is None:
            raise Permanent(f"The back end {self.backend.target.title} does not say how it runs.")
        return self.backend.target.run

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
