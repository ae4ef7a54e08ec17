"""Image engine *oci*: the proven bundle as an image in a registry, its base made of this machine; without a daemon."""

from __future__ import annotations

import asyncio
import hashlib
import platform
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from infra import trees
from infra.apps.bundles import BundleManifest, Runtime
from infra.apps.golden import golden_base
from infra.artifacts.store import Artifacts
from infra.bus.handlers import report
from infra.oci.base import base_layer, compile_all
from infra.oci.layers import Layer, layer_of_directory
from infra.oci.registry import Registry
from infra.trees import Tree
from schemas.artifacts import TREE, ArtifactRef
from schemas.events import ImageRef
from workers.image.engine import ImageEngine, Sources

ENGINE = "oci"
FORMAT = "1"

MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
"""What images call a kind of machine."""


class OciEngine:
    """Packs what `bundles` built and saw boot. Its base, the golden one of the bundle, is pushed once."""

    def __init__(self, bundles: ImageEngine, artifacts: Artifacts, runtime: Runtime, registry: Registry) -> None:
        self._bundles = bundles
        self._artifacts = artifacts
        self._runtime = runtime
        self._registry = registry

    async def build(self, sources: Sources) -> ImageRef:
        bundle = await self._bundles.build(sources)
        place = hashlib.sha256(f"{self._registry.host}/{self._registry.path}".encode()).hexdigest()
        key = f"oci/{FORMAT}/{place}/{sources.app_id}/{bundle.sha256}"
        if known := await self._artifacts.claimed(key):
            image = ImageRef.model_validate_json(known)
            if await self._registry.has(image.address):
                return image
        image = await self.pack(bundle, sources.app_id)
        if not known:
            await self._artifacts.claim(key, image.model_dump_json().encode())
        return image

    async def pack(self, bundle: ImageRef, app_id: UUID) -> ImageRef:
        """Write and push the image of a bundle."""
        await report("writing the image", 90)
        ref = ArtifactRef(sha256=bundle.sha256, size=bundle.size, media_type=TREE)
        tree = trees.unpack(await self._artifacts.get(ref))
        manifest = BundleManifest.of(tree)
        with tempfile.TemporaryDirectory(prefix="fusion-oci-") as work:
            layers = await asyncio.to_thread(self._layers, tree, manifest, Path(work))
            pushed = await self._registry.push(f"app-{app_id.hex}", layers, _config(layers, manifest, app_id))
        return ImageRef(engine=ENGINE, address=pushed.address, sha256=pushed.sha256, size=pushed.size)

    async def remove(self, app_id: UUID) -> None:
        """The repository's images go with the registry's own cleaning; the bundle engine knows what it kept."""
        await self._bundles.remove(app_id)

    def _layers(self, tree: Tree, manifest: BundleManifest, work: Path) -> list[Layer]:
        files = {name: tree[name] for name in manifest.lock_files}
        base = base_layer(golden_base(manifest.manager, files, self._runtime.home), self._runtime.home)
        root = work / "root"
        trees.write(tree, root / "app")
        compile_all(root)
        return [base, layer_of_directory(root, work / "app.layer")]


def _config(layers: list[Layer], manifest: BundleManifest, app_id: UUID) -> dict[str, Any]:
    return {
        "os": "linux",
        "architecture": MACHINES[platform.machine()],
        "config": {
            "User": "10001:10001",
            "WorkingDir": "/app",
            "Cmd": [part.replace("{python}", "python") for part in manifest.serve],
            "Env": ["PATH=/venv/bin:/usr/local/bin", "PYTHONUNBUFFERED=1", "HOST=0.0.0.0", "PORT=8000", "LANG=C.UTF-8"],
            "ExposedPorts": {"8000/tcp": {}},
            "Labels": {"org.opencontainers.image.title": "application", "fusion/app-id": str(app_id)},
        },
        "rootfs": {"type": "layers", "diff_ids": [layer.diff_id for layer in layers]},
    }
