"""The frontend stage: every chosen front end printed, stored, and named in the event."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from infra.artifacts.directory import DirectoryArtifacts
from infra.artifacts.store import Artifacts
from infra.trees import unpack
from schemas.artifacts import SPEC, TREE
from schemas.errors import Permanent
from schemas.events import BackendGenerated, Build, FrontendGenerated
from schemas.spec import AppSpec, Targets, app_id_for
from schemas.validation import parse
from templates.engine import HERE, TargetLibrary
from workers.frontend.worker import worker

SPEC_OF_NOTES = parse({"app": {"label": "Notes"}, "entities": [{"name": "note"}]})
LIBRARY = TargetLibrary.discover(HERE, Path(__file__).parents[2] / "fakes" / "targets")


@pytest.fixture
def artifacts(tmp_path: Path) -> Artifacts:
    return DirectoryArtifacts(tmp_path)


async def asked(artifacts: Artifacts, *frontends: str, spec: AppSpec = SPEC_OF_NOTES) -> BackendGenerated:
    workspace = uuid4()
    build = Build(
        app_id=app_id_for(workspace, "notes"), app_key="notes", workspace_id=workspace, requested_by="ann",
        build_id=uuid4(), build_no=1, targets=Targets(frontends=frontends),
    )  # fmt: skip
    return BackendGenerated(
        build=build,
        spec=await artifacts.put(spec.canonical(), SPEC),
        backend_tree=await artifacts.put(b"", TREE),
    )


async def generated(artifacts: Artifacts, event: BackendGenerated) -> FrontendGenerated:
    (handler,) = worker(artifacts, LIBRARY)
    said = await handler(event)
    assert isinstance(said, FrontendGenerated)
    return said


async def test_the_tree_of_the_chosen_front_end_is_stored(artifacts: Artifacts) -> None:
    event = await asked(artifacts, "react")
    said = await generated(artifacts, event)
    tree = unpack(await artifacts.get(said.frontend_trees["react"]))
    assert tree == LIBRARY.get("frontend", "react").render(SPEC_OF_NOTES)


async def test_what_earlier_stages_said_is_handed_on(artifacts: Artifacts) -> None:
    event = await asked(artifacts, "react")
    said = await generated(artifacts, event)
    assert (said.build, said.spec, said.backend_tree) == (event.build, event.spec, event.backend_tree)


async def test_several_front_ends_keep_their_order(artifacts: Artifacts) -> None:
    said = await generated(artifacts, await asked(artifacts, "page", "react"))
    assert list(said.frontend_trees) == ["page", "react"]


async def test_the_same_event_gives_the_same_result(artifacts: Artifacts) -> None:
    event = await asked(artifacts, "react")
    assert await generated(artifacts, event) == await generated(artifacts, event)


async def test_an_unknown_front_end_is_refused_with_the_known_ones(artifacts: Artifacts) -> None:
    with pytest.raises(Permanent, match=r"no frontend target 'cobol'\. Known: page, react"):
        await generated(artifacts, await asked(artifacts, "cobol"))
