"""An engine, and another one for while it is away; whoever asked is told."""

from __future__ import annotations

from schemas.errors import Temporary
from schemas.reading import Reading
from schemas.spec import AppSpec
from schemas.wishes import Doubt, Refinement
from workers.prompt.engine import Engine
from workers.prompt.reader import Say, unheard

NOTE = (
    "The language model was away, so the offline engine read this text. Ask again later to have it read by the model."
)


class Fallback:
    """Goes on with `second` where `first` is away (Temporary); a text that `first` refuses stays refused."""

    def __init__(self, first: Engine, second: Engine) -> None:
        self._first, self._second = first, second

    async def read(self, text: str, *, say: Say = unheard) -> Reading:
        try:
            return await self._first.read(text, say=say)
        except Temporary:
            await say(NOTE, 20)
        reading = await self._second.read(text, say=say)
        return reading.model_copy(update={"questions": (*reading.questions, NOTE)})

    async def refine(self, text: str, base: AppSpec, *, say: Say = unheard) -> Refinement:
        try:
            return await self._first.refine(text, base, say=say)
        except Temporary:
            await say(NOTE, 20)
        wanted = await self._second.refine(text, base, say=say)
        return wanted.model_copy(update={"doubts": (*wanted.doubts, Doubt(question=NOTE))})
