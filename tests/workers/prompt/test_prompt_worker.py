"""The prompt stage: a text comes in, its understanding goes out."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from infra.artifacts.directory import DirectoryArtifacts
from schemas.artifacts import SPEC, ArtifactRef
from schemas.errors import Permanent
from schemas.events import AppRequested, Base, Build, ChangeRequested, ImageRef, PromptUnderstood, Stage
from schemas.spec import AppSpec
from schemas.wishes import Rename
from workers.prompt.offline import OfflineReader
from workers.prompt.refining.offline import OfflineEngine
from workers.prompt.worker import worker

REF = ArtifactRef(sha256="0" * 64, size=1, media_type=SPEC)
IMAGE = ImageRef(engine="bundle", address="here", sha256="0" * 64, size=1)


@pytest.fixture
def artifacts(tmp_path: Path) -> DirectoryArtifacts:
    return DirectoryArtifacts(tmp_path)


@pytest.fixture
def engine(reader: OfflineReader) -> OfflineEngine:
    return OfflineEngine(reader)


async def base(artifacts: DirectoryArtifacts) -> Base:
    """A version that is deployed: it keeps glaciers."""
    spec = AppSpec.model_validate({"app": {"name": "ice"}, "entities": [{"name": "glacier"}]})
    kept = await artifacts.put(spec.canonical(), SPEC)
    return Base(build_id=uuid4(), build_no=1, spec=kept, backend_tree=REF, image=IMAGE)


def build(base: Base | None = None) -> Build:
    return Build(
        app_id=uuid4(),
        app_key="boats",
        workspace_id=uuid4(),
        requested_by="ada",
        build_id=uuid4(),
        build_no=1,
        base=base,
    )


async def test_a_description_is_understood_and_handed_on_with_its_build(
    engine: OfflineEngine, artifacts: DirectoryArtifacts
) -> None:
    (understand,) = worker(engine, artifacts)
    event = AppRequested(build=build(), text="Each glacier has a name.")

    understood = await understand(event)

    assert isinstance(understood, PromptUnderstood)
    assert understood.build == event.build
    assert understood.text == event.text
    assert [thing.label for thing in understood.reading.things] == ["glacier"]


async def test_a_wish_for_a_deployed_application_is_read_against_its_model(
    engine: OfflineEngine, artifacts: DirectoryArtifacts
) -> None:
    (understand,) = worker(engine, artifacts)
    deployed = await base(artifacts)

    understood = await understand(ChangeRequested(build=build(deployed), text="Rename glacier to ice field."))

    assert isinstance(understood, PromptUnderstood)
    assert understood.refinement is not None
    assert understood.refinement.wishes == (Rename(path="glacier", label="Ice field"),)


async def test_what_cannot_be_understood_is_permanent(engine: OfflineEngine, artifacts: DirectoryArtifacts) -> None:
    (understand,) = worker(engine, artifacts)

    with pytest.raises(Permanent, match="for example"):
        await understand(AppRequested(build=build(), text="hello"))


def test_it_consumes_requests_for_new_and_changed_applications(
    engine: OfflineEngine, artifacts: DirectoryArtifacts
) -> None:
    (understand,) = worker(engine, artifacts)

    assert understand.stage is Stage.PROMPT
    assert set(understand.inputs) == {AppRequested, ChangeRequested}


async def test_a_long_text_is_reported_on_while_it_is_read() -> None:
    said: list[int] = []

    async def say(line: str, percent: int) -> None:
        said.append(percent)

    text = "\n".join(f"Each boat has a name, a length and a mooring number {number}." for number in range(60))
    await OfflineReader(pace=0.01).read(text, say=say)

    assert said
    assert said == sorted(said)
    assert all(0 <= percent < 100 for percent in said)
