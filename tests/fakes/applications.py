"""A small application in source and as a bundle: what the engines' contract tests build and deploy."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from infra.apps.bundles import MANIFEST, BundleManifest
from infra.artifacts.store import Artifacts
from infra.docker.containers import HOST
from infra.docker.daemon import Daemon
from infra.docker.dockerfile import FILE, own_part
from infra.docker.golden import GoldenImages
from infra.docker.images import Recipe, build, push
from infra.processes import silence
from infra.registry import OciRegistry
from infra.trees import Tree, pack
from schemas.artifacts import TREE
from schemas.events import ImageRef
from templates.engine import Target
from tests.fakes.docker_bed import BASE_IMAGE, DockerBed
from workers.image.docker import golden_files
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


async def container_image(bed: DockerBed, *, version: str = "1", broken: str = "") -> ImageRef:
    """A container image in the registry, as the image stage would have made it; this one may be broken."""
    daemon, registry = Daemon(bed.host), OciRegistry(bed.registry)
    backend_ = Source(target("backend", "small"), backend(version=version, broken=broken))
    golden = await GoldenImages(daemon, registry, BASE_IMAGE, HOST).ready("small", golden_files(backend_), silence)
    tag = f"{version}-{broken or 'whole'}-{golden.mark}"
    name = f"{registry.name('app-small')}:{tag}"
    own = own_part(backend_.tree[FILE].decode(), golden.address).encode()
    page = {"frontends/page/index.html": b"<p>Hello</p>"}
    recipe = Recipe({**backend_.tree, **page, FILE: own}, name, labels={"dev.fusion.tests": "1"})
    await build(daemon, recipe, timedelta(minutes=1), silence)
    await push(daemon, name, None, timedelta(minutes=1), silence)
    kept = await registry.find("app-small", tag)
    assert kept is not None
    return ImageRef(
        engine="docker", address=f"{name}@{kept.digest}", sha256=kept.digest.removeprefix("sha256:"), size=kept.size
    )
