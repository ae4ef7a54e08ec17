"""A small application in source and as a bundle: what the engines' contract tests build and deploy."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

from infra.apps.bundles import MANIFEST, BundleManifest
from infra.artifacts.store import Artifacts
from infra.trees import Tree, pack
from schemas.artifacts import TREE
from schemas.events import ImageRef
from templates.engine import Target
from workers.image.engine import Source, Sources

TARGETS = Path(__file__).parent / "targets"


def target(kind: str, name: str) -> Target:
    return Target(TARGETS / kind / name)


def tree_of(kind: str, name: str) -> Tree:
    files = TARGETS / kind / name / "files"
    return {path.name: path.read_bytes() for path in sorted(files.iterdir()) if path.is_file()}


def backend(*, version: str = "1", broken: str = "") -> Tree:
    tree = tree_of("backend", "small")
    app = tree["app.py"].replace(b'VERSION = "1"', f'VERSION = "{version}"'.encode())
    return {**tree, "app.py": app.replace(b'BROKEN = ""', f'BROKEN = "{broken}"'.encode())}


def sources(*, text: str = "Hello", version: str = "1", broken: str = "", app_id: UUID | None = None) -> Sources:
    page = {**tree_of("frontend", "page"), "page.txt": text.encode()}
    return Sources(
        app_id or uuid4(),
        Source(target("backend", "small"), backend(version=version, broken=broken)),
        (Source(target("frontend", "page"), page),),
    )


async def bundle(artifacts: Artifacts, *, version: str = "1", broken: str = "") -> ImageRef:
    """A bundle in the artifact store, as the image stage would have made it."""
    run = target("backend", "small").run
    assert run is not None
    manifest = BundleManifest(
        manager="python", lock_files=("requirements.lock",), migrate=run.migrate, serve=run.serve, health=run.health
    )
    tree = {
        **backend(version=version, broken=broken),
        MANIFEST: manifest.content(),
        "frontends/page/index.html": b"<p>Hello</p>",
    }
    ref = await artifacts.put(pack(tree), TREE)
    return ImageRef(engine="bundle", address=f"sha256:{ref.sha256}", sha256=ref.sha256, size=ref.size)
