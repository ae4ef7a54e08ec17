"""What a deploy engine does: it gives an application its own place, keeps it running there, and clears it away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from schemas.errors import Permanent
from schemas.events import ImageRef
from templates.manifest import Run


class Retired(Permanent):
    """The application was retired; nothing is deployed under its id any more."""


@dataclass(frozen=True)
class Reverse:
    """The way back of the database: the image that is left, and the command that it runs."""

    image: ImageRef
    command: tuple[str, ...]


@dataclass(frozen=True)
class Release:
    """What shall run. `name` is the application's, in kebab-case; `build_no` rises with every build of it.

    `run` says how its back end lives, for engines whose images do not say it themselves. `breaking`: the version that
    serves must have stopped before this one's migrations run. `reverse`: this is a step back, and instead of own
    migrations the newer image takes its own ones back.
    """

    app_id: UUID
    workspace_id: UUID
    name: str
    build_no: int
    image: ImageRef
    run: Run | None = None
    breaking: bool = False
    reverse: Reverse | None = None


@dataclass(frozen=True)
class Deployed:
    """Where it answers, what the isolation probe found, by check, and what had been changed by hand and is no more."""

    url: str
    isolation: dict[str, str]
    drift: tuple[str, ...] = ()


class DeployEngine(Protocol):
    """One way to run applications."""

    async def deploy(self, release: Release) -> Deployed:
        """Migrate and roll out, until it answers. Deploying the same release again only looks after it.

        Raises Superseded where a newer build was there before, Retired after `retire`, and Permanent, with the
        application's last words, where the release does not come up; the one before then serves as before.
        """
        ...

    async def retire(self, app_id: UUID) -> None:
        """Remove all that belongs to the application, its data included; doing it twice is no error."""
        ...

    async def health(self, app_id: UUID) -> str | None:
        """None when the application answers, else what is wrong."""
        ...

    async def keep_running(self) -> None:
        """Keep what is deployed running until cancelled; whatever runs already is adopted."""
        ...
