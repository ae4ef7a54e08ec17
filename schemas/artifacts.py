"""References into the artifact store: what an event carries instead of the thing itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

TREE = "application/x-tar"
"""Media type of a source tree: one deterministic, uncompressed tar archive."""

SPEC = "application/vnd.fusion.spec+json"
"""Media type of an AppSpec in its canonical form."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class ArtifactRef(BaseModel):
    """A claim check: content address, size in bytes and media type of a stored artifact."""

    model_config = ConfigDict(frozen=True)

    sha256: Sha256
    size: Annotated[int, Field(ge=0, le=2**53 - 1)]
    media_type: str
