"""The artifact store: things by the sha256 of their content, and claims by a key that only the first one gets."""

from __future__ import annotations

import hashlib
import re
from typing import Protocol

from schemas.artifacts import ArtifactRef
from schemas.errors import Permanent

KEY = re.compile(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")


class Artifacts(Protocol):
    """Where artifacts are kept. Every method raises Temporary (or Unavailable) while the store is away."""

    async def put(self, content: bytes, media_type: str) -> ArtifactRef:
        """Keep the content for good; the same content has the same reference."""
        ...

    async def get(self, ref: ArtifactRef) -> bytes:
        """The content, checked against its sha256. Raises Permanent where it is missing or damaged."""
        ...

    async def claim(self, key: str, content: bytes) -> bytes:
        """Keep the content under the key if nothing is there yet; return what stands there now."""
        ...

    async def claimed(self, key: str) -> bytes | None:
        """What stands under the key, if anything."""
        ...


def reference(content: bytes, media_type: str) -> ArtifactRef:
    """What an event says in place of the content."""
    return ArtifactRef(sha256=hashlib.sha256(content).hexdigest(), size=len(content), media_type=media_type)


def intact(content: bytes | None, ref: ArtifactRef) -> bytes:
    """The content, if it is what the reference names. Raises Permanent."""
    if content is None:
        raise Permanent(f"The artifact {ref.sha256} is not in the store: start a new build.")
    if hashlib.sha256(content).hexdigest() != ref.sha256:
        raise Permanent(f"The artifact {ref.sha256} is damaged in the store: start a new build.")
    return content


def safe(key: str) -> str:
    """The key, if it can be a path in every store. Raises ValueError."""
    if not KEY.fullmatch(key) or ".." in key:
        raise ValueError(f"{key!r} is no key of a claim")
    return key
