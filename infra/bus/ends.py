"""Exactly one end per attempt: whoever would end it claims the end first, and who comes second keeps silent."""

from __future__ import annotations

from infra.artifacts.store import Artifacts
from schemas.events import Build


async def claim_end(artifacts: Artifacts, build: Build, who: str) -> bool:
    """Whether the attempt's end belongs to `who` (a stage, or `gateway`), now or since an earlier claim of its own."""
    return await artifacts.claim(_key(build), who.encode()) == who.encode()


async def ended_by(artifacts: Artifacts, build: Build) -> str | None:
    """Who has claimed the attempt's end, if anyone."""
    claimed = await artifacts.claimed(_key(build))
    return None if claimed is None else claimed.decode()


def _key(build: Build) -> str:
    """The application stands in it, so that nobody can end a build of a foreign workspace whose id became known."""
    return f"ends/{build.app_id}/{build.build_id}/{build.attempt}"
