"""The language-model engine: a text, small questions about it, a check of what was answered, a reading."""

from __future__ import annotations

from infra.artifacts.store import Artifacts
from schemas.errors import Permanent
from schemas.reading import Reading
from schemas.spec import AppSpec
from schemas.wishes import Refinement
from workers.prompt.model import steps
from workers.prompt.model.answers import choosing
from workers.prompt.model.asking import Asking, Budget, Model, delimited
from workers.prompt.model.checking import KEEP, Finding, findings
from workers.prompt.model.described import Described
from workers.prompt.model.passages import PART, parts
from workers.prompt.model.refining import refine
from workers.prompt.reader import Say, unheard

STEPS = (
    ("things", steps.things), ("facts", steps.facts), ("relations", steps.relations), ("roles", steps.roles),
)  # fmt: skip
NOTHING = (
    "The language model found nothing in this text that an application could keep. Name the things and what is known "
    "of each, for example: A boat club keeps boats with a name and a length. Members book boats for a day."
)
EMPTY = "The text is empty. Describe what the application should keep."


class ModelEngine:
    """Reads any language that its model reads; names come out in English."""

    def __init__(self, model: Model, artifacts: Artifacts, budget: Budget | None = None) -> None:
        self._model = model
        self._artifacts = artifacts
        self._budget = budget or Budget()

    async def read(self, text: str, *, say: Say = unheard) -> Reading:
        pieces = self._pieces(text)
        asking = Asking(self._model, self._artifacts, self._budget)
        found = Described(text)
        for number, (name, step) in enumerate(STEPS):
            for piece in pieces:
                await step(asking, piece, found)
            await say(f"Asked the model for {name}: {len(found.things)} things so far", 20 * (number + 1))
            if not found.things:
                raise Permanent(NOTHING)
        for some in findings(found):
            await _mend(asking, pieces[0], some)
        return found.reading()

    async def refine(self, text: str, base: AppSpec, *, say: Say = unheard) -> Refinement:
        if not text.strip():
            raise Permanent(EMPTY)
        if len(text) > PART:
            raise Permanent(
                f"This change is too long for one step: say it in at most {PART} characters, or in several."
            )
        asking = Asking(self._model, self._artifacts, self._budget)
        return await refine(text, base, asking)

    def _pieces(self, text: str) -> list[str]:
        pieces = parts(text)
        if not any(letter.isalpha() for letter in text):
            raise Permanent(EMPTY)
        most = max(1, self._budget.tokens // self._budget.answer)
        if len(pieces) * len(STEPS) > most:
            words = most // len(STEPS) * PART // 7
            raise Permanent(
                f"This text is too long for the language model's budget: {len(text.split()):,} words, where about "
                f"{words:,} are possible. Shorten it, or let an operator raise FUSION_AI_TOKENS."
            )
        return pieces


async def _mend(asking: Asking, piece: str, some: list[Finding]) -> None:
    """Let the model answer the findings of a kind; what it leaves stays as it is."""
    lines = [
        f"q{number}: {one.question} ({' / '.join(one.options)})" for number, one in enumerate(some, start=1)
    ]  # fmt: skip
    answers = choosing([one.options for one in some])
    answer = await asking.ask(f"{delimited(piece)}\n\n" + "\n".join(lines), answers)
    for number, one in enumerate(some, start=1):
        chosen = getattr(answer, f"q{number}")
        if chosen != KEEP:
            one.mend(chosen)
