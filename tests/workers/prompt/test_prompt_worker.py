"""The prompt stage: a text comes in, its understanding goes out."""

from __future__ import annotations

from uuid import uuid4

import pytest

from schemas.artifacts import SPEC, ArtifactRef
from schemas.errors import Permanent
from schemas.events import AppRequested, Base, Build, ChangeRequested, ImageRef, PromptUnderstood, Stage
from schemas.reading import Rename
from workers.prompt.offline import OfflineReader
from workers.prompt.worker import worker

REF = ArtifactRef(sha256="0" * 64, size=1, media_type=SPEC)
IMAGE = ImageRef(engine="bundle", address="here", sha256="0" * 64, size=1)
BASE = Base(build_id=uuid4(), build_no=1, spec=REF, backend_tree=REF, image=IMAGE)


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


async def test_a_description_is_understood_and_handed_on_with_its_build(reader: OfflineReader) -> None:
    (understand,) = worker(reader)
    event = AppRequested(build=build(), text="Each glacier has a name.")

    understood = await understand(event)

    assert isinstance(understood, PromptUnderstood)
    assert understood.build == event.build
    assert understood.text == event.text
    assert [thing.label for thing in understood.reading.things] == ["glacier"]


async def test_a_wish_for_a_deployed_application_is_read_as_a_change(reader: OfflineReader) -> None:
    (understand,) = worker(reader)

    understood = await understand(ChangeRequested(build=build(BASE), text="Rename glacier to ice field."))

    assert isinstance(understood, PromptUnderstood)
    assert understood.reading.renames == (Rename(old="glacier", new="ice field"),)


async def test_what_cannot_be_understood_is_permanent(reader: OfflineReader) -> None:
    (understand,) = worker(reader)

    with pytest.raises(Permanent, match="for example"):
        await understand(AppRequested(build=build(), text="hello"))


def test_it_consumes_requests_for_new_and_changed_applications(reader: OfflineReader) -> None:
    (understand,) = worker(reader)

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
