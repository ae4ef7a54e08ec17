"""The source of a version as one zip: the back end, and each front end, as their stages printed them."""

from __future__ import annotations

import asyncio
import zipfile
from io import BytesIO
from uuid import UUID

from gateway.platform import Platform
from gateway.problems import NotFound
from infra.database import Connection
from infra.trees import Tree, unpack
from schemas.artifacts import ArtifactRef
from schemas.events import FrontendGenerated, RollbackRequested
from schemas.names import Name

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file, so that the same source is the same zip."""


async def trees_of(connection: Connection, app_id: UUID, build_id: UUID) -> dict[str, ArtifactRef]:
    """The trees of a build by their folder in the zip. Raises NotFound for a build that never came that far.

    A step back has those of the version that it reached.
    """
    back = await connection.fetchval(
        "SELECT data FROM events WHERE app_id = $1 AND build_id = $2 AND type = $3 LIMIT 1",
        app_id, build_id, RollbackRequested.__name__,
    )  # fmt: skip
    if back is not None:
        return await trees_of(connection, app_id, RollbackRequested.model_validate(back).reach.build_id)
    data = await connection.fetchval(
        "SELECT data FROM events WHERE app_id = $1 AND build_id = $2 AND type = $3 ORDER BY attempt DESC LIMIT 1",
        app_id, build_id, FrontendGenerated.__name__,
    )  # fmt: skip
    if data is None:
        raise NotFound("source (the build has not come that far)")
    generated = FrontendGenerated.model_validate(data)
    front_ends = {f"frontends/{name}": ref for name, ref in generated.frontend_trees.items()}
    return {"backend": generated.backend_tree, **front_ends}


async def archive(platform: Platform, refs: dict[str, ArtifactRef]) -> bytes:
    trees = {folder: unpack(await platform.artifacts.get(ref)) for folder, ref in refs.items()}
    return await asyncio.to_thread(_zip, trees)


def file_name(label: str) -> str:
    """What a browser saves the zip as."""
    return f"{Name.from_label(label, fallback='app').kebab}.zip"


def _zip(trees: dict[str, Tree]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, tree in trees.items():
            for path, content in sorted(tree.items()):
                archive.writestr(_entry(f"{folder}/{path}"), content)
    return buffer.getvalue()


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (0o755 if path.endswith("/manage.py") else 0o644) << 16
    return entry
