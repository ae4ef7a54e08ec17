"""The schema stage: an understanding comes in, a stored specification goes out."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from infra.artifacts.directory import DirectoryArtifacts
from infra.bus.handlers import Handler
from schemas.artifacts import SPEC, ArtifactRef
from schemas.events import Base, Build, ImageRef, PromptUnderstood, SchemaDesigned, SchemaSuggested
from schemas.operations import AddField
from schemas.operations import Remove as Removal
from schemas.reading import Fact, Reading
from schemas.spec import AppSpec
from schemas.wishes import AddFact, Doubt, Option, Refinement, Remove
from tests.workers.schema.readings import NOTHING_KNOWN, link, reading, spec_of, thing
from workers.schema.worker import worker


@pytest.fixture
def artifacts(tmp_path: Path) -> DirectoryArtifacts:
    return DirectoryArtifacts(tmp_path)


@pytest.fixture
def suggest(artifacts: DirectoryArtifacts) -> Handler:
    (handler,) = worker(artifacts, lambda targets: lambda kind, name: False, NOTHING_KNOWN)
    return handler


def understood(
    read: Reading, *, review: bool = False, base: ArtifactRef | None = None, wanted: Refinement | None = None
) -> PromptUnderstood:
    image = ImageRef(engine="bundle", address="here", sha256="0" * 64, size=1)
    deployed = Base(build_id=uuid4(), build_no=1, spec=base, backend_tree=base, image=image) if base else None
    build = Build(
        app_id=uuid4(), app_key="sky", workspace_id=uuid4(), requested_by="ada", build_id=uuid4(), build_no=2,
        review=review, base=deployed,
    )  # fmt: skip
    return PromptUnderstood(build=build, text="Comets have a name.", reading=read, refinement=wanted)


READ = reading(thing("comet", "name"), thing("star", "name"), links=(link("comet", "star", "many", "one"),))


async def test_the_spec_is_stored_before_it_is_handed_on(suggest: Handler, artifacts: DirectoryArtifacts) -> None:
    event = understood(READ)

    designed = await suggest(event)

    assert isinstance(designed, SchemaDesigned)
    assert designed.spec is not None
    assert designed.spec.media_type == SPEC
    spec = AppSpec.model_validate_json(await artifacts.get(designed.spec))
    assert spec.app.id == event.build.app_id
    assert spec.entity("comet").id in designed.evidence


async def test_a_second_run_stores_the_same(suggest: Handler) -> None:
    event = understood(READ)

    assert await suggest(event) == await suggest(event)


async def test_a_build_that_asks_for_review_waits_for_it(suggest: Handler) -> None:
    assert isinstance(await suggest(understood(READ, review=True)), SchemaSuggested)


async def test_a_change_starts_from_the_deployed_spec(suggest: Handler, artifacts: DirectoryArtifacts) -> None:
    before = spec_of(thing("comet", "name"))
    base = await artifacts.put(before.canonical(), SPEC)

    wanted = Refinement(wishes=(AddFact(to="comet", fact=Fact(label="tail length")),))

    suggested = await suggest(understood(READ, base=base, review=True, wanted=wanted))

    assert isinstance(suggested, SchemaSuggested)
    assert [type(operation) for operation in suggested.operations] == [AddField]
    after = AppSpec.model_validate_json(await artifacts.get(suggested.spec))
    assert after.entity("comet").id == before.entity("comet").id
    assert after.entity("comet").field("tail_length")


async def test_a_question_with_choices_waits_for_its_answer(suggest: Handler, artifacts: DirectoryArtifacts) -> None:
    before = spec_of(thing("comet", "name"), thing("star", "name"))
    base = await artifacts.put(before.canonical(), SPEC)
    options = tuple(Option(label=f"Of {one}s", wishes=(Remove(path=f"{one}.name"),)) for one in ("comet", "star"))
    wanted = Refinement(doubts=(Doubt(question="Which name?", options=options),))

    suggested = await suggest(understood(READ, base=base, wanted=wanted))

    assert isinstance(suggested, SchemaSuggested)
    (question,) = suggested.questions
    assert [choice.label for choice in question.choices] == ["Of comets", "Of stars"]
    assert question.choices[1].operations == (Removal(id=before.entity("star").field("name").id),)
    assert AppSpec.model_validate_json(await artifacts.get(suggested.spec)) == before
