"""What an image says of itself: OCI's own labels, and whose it is and what it was made from."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from infra.docker.golden import Golden
from templates.engine import SKIPPED
from workers.image.engine import Sources

APPLICATION = "dev.fusion.application"


def labels(sources: Sources, golden: Golden) -> dict[str, str]:
    """The labels, by name. The build is the first one of this content."""
    found = {
        "org.opencontainers.image.title": str(sources.app_id),
        "org.opencontainers.image.revision": sources.digest,
        "org.opencontainers.image.base.name": golden.address.partition("@")[0],
        "org.opencontainers.image.base.digest": golden.digest,
        APPLICATION: str(sources.app_id),
    }
    for source in (sources.backend, *sources.served):
        found[f"dev.fusion.template.{source.target.kind}.{source.target.name}"] = template_digest(source.target.root)
    if (origin := sources.origin) is not None:
        found |= {
            "dev.fusion.build": str(origin.build_id),
            "dev.fusion.build-no": str(origin.build_no),
            "dev.fusion.spec": f"sha256:{origin.spec}",
        }
    return found


@cache
def template_digest(root: Path) -> str:
    """One digest for all files of a target's folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        name = path.relative_to(root)
        if SKIPPED.isdisjoint(name.parts):
            content = path.read_bytes()
            digest.update(f"{name.as_posix()}\0{len(content)}\0".encode() + content)
    return f"sha256:{digest.hexdigest()}"
