"""The model engine against a real server: shapes hold, specs can be built, and nothing is asked twice."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from infra.artifacts.directory import DirectoryArtifacts
from infra.chat import Chat, Message
from schemas.errors import Permanent, Unavailable
from schemas.spec import Targets
from tests.ai.refinement.scoring import spec_of
from tests.ai.servers.tiny import NAME
from workers.prompt.model.asking import Budget
from workers.prompt.model.engine import ModelEngine
from workers.schema.change import redesign
from workers.schema.design import Design, design
from workers.schema.knowledge import load

TEXT = "A boat club keeps boats with a name and a length. Members have a name and an e-mail. Members book boats."
SCHEMA: dict[str, Any] = {
    "type": "object", "properties": {"colour": {"enum": ["red", "green"]}}, "required": ["colour"],
    "additionalProperties": False,
}  # fmt: skip


SECONDS = 120
"""For one answer, on a machine that has other things to do."""


class Counting(Chat):
    """Counts the questions that reach the server."""

    asked = 0

    async def ask(self, *args: Any, **more: Any) -> Any:
        type(self).asked += 1
        return await super().ask(*args, **more)


def designed(reading: Any, text: str) -> Design:
    return design(
        reading, text, app_id=uuid4(), targets=Targets(), reserved=lambda kind, name: False, library=load()
    )  # fmt: skip


async def test_decoding_follows_the_schema(tiny: str) -> None:
    async with Chat(tiny, NAME) as chat:
        reply = await chat.ask([Message("user", "What colour has grass?")], SCHEMA, tokens=30)
    assert reply.whole
    assert reply.text.replace(" ", "").replace("\n", "") in ('{"colour":"red"}', '{"colour":"green"}')


async def test_a_description_becomes_a_spec_that_is_valid_and_the_same_again_without_asking(
    tiny: str, artifacts: DirectoryArtifacts
) -> None:
    async with Counting(tiny, NAME, seconds=SECONDS) as chat:
        engine = ModelEngine(chat, artifacts, Budget(answer=160))
        reading = await engine.read(TEXT)
        asked = Counting.asked
        again = await engine.read(TEXT)
    assert asked > 3
    assert Counting.asked == asked
    assert reading.model_dump_json() == again.model_dump_json()
    assert designed(reading, TEXT).spec.entities


async def test_a_change_is_carried_out_asked_about_or_refused_in_a_sentence(
    tiny: str, artifacts: DirectoryArtifacts
) -> None:
    """Which of them is beyond so small a model; that it is one of them is what has to hold."""
    base = spec_of("lending")
    outcome = ""
    async with Chat(tiny, NAME, seconds=SECONDS) as chat:
        engine = ModelEngine(chat, artifacts, Budget(answer=120))
        try:
            wanted = await engine.refine("Remove the summary of books.", base)
            made = redesign(wanted, base, reserved=lambda kind, name: False, library=load())
            outcome = "changed" if made.operations else made.questions[0].text
        except Permanent as error:
            outcome = str(error)
    assert outcome


async def test_a_model_that_is_not_there_is_named(tiny: str) -> None:
    async with Chat(tiny.replace("/v1", "/v2"), "another") as chat:
        with pytest.raises(Unavailable, match="another"):
            await chat.ask([Message("user", "Hi")], SCHEMA, tokens=10)
