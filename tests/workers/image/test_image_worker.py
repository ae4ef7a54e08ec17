"""The image stage's handlers: sources by reference in, one image out."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from infra.artifacts.directory import DirectoryArtifacts
from infra.trees import Tree, pack, unpack
from schemas.artifacts import SPEC, TREE, ArtifactRef
from schemas.errors import Permanent
from schemas.events import AppRetirementRequested, Build, FrontendGenerated, ImageBuilt
from schemas.spec import Targets
from templates.engine import TargetLibrary
from tests.fakes.applications import TARGETS, backend, tree_of
from tests.fakes.engines import FakeImageEngine
from workers.image.worker import worker


async def generated(artifacts: DirectoryArtifacts, targets: Targets) -> FrontendGenerated:
    async def put(tree: Tree) -> ArtifactRef:
        return await artifacts.put(pack(tree), TREE)

    build = Build(
        app_id=uuid4(), app_key="dogs", workspace_id=uuid4(), requested_by="Ada", build_id=uuid4(), build_no=1,
        targets=targets,
    )  # fmt: skip
    return FrontendGenerated(
        build=build,
        spec=await artifacts.put(b"{}", SPEC),
        backend_tree=await put(backend()),
        frontend_trees={name: await put(tree_of("frontend", "page")) for name in targets.frontends},
    )


async def test_hands_on_the_image_of_all_sources(tmp_path: Path) -> None:
    artifacts = DirectoryArtifacts(tmp_path)
    build, _ = worker(FakeImageEngine(artifacts), artifacts, TargetLibrary.discover(TARGETS))
    event = await generated(artifacts, Targets(backend="small", frontends=("page",)))
    built = await build(event)
    assert isinstance(built, ImageBuilt)
    assert (built.build, built.spec, built.backend_tree) == (event.build, event.spec, event.backend_tree)
    ref = ArtifactRef(sha256=built.image.sha256, size=built.image.size, media_type=TREE)
    assert {"app.py", "frontends/page/build.mjs"} <= unpack(await artifacts.get(ref)).keys()


async def test_an_unknown_target_is_named_with_the_known_ones(tmp_path: Path) -> None:
    artifacts = DirectoryArtifacts(tmp_path)
    build, _ = worker(FakeImageEngine(artifacts), artifacts, TargetLibrary.discover(TARGETS))
    with pytest.raises(Permanent, match=r"no frontend target 'svelte'. Known: page"):
        await build(await generated(artifacts, Targets(backend="small", frontends=("svelte",))))


async def test_retirement_says_nothing(tmp_path: Path) -> None:
    artifacts = DirectoryArtifacts(tmp_path)
    _, remove = worker(FakeImageEngine(artifacts), artifacts, TargetLibrary.discover(TARGETS))
    request = AppRetirementRequested(request_id=uuid4(), app_id=uuid4(), workspace_id=uuid4(), requested_by="Ada")
    assert await remove(request) is None
