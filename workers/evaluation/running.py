"""An engine answers the cases: what it made of each, how long it took, how much memory it needed."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from schemas.errors import Permanent
from workers.design_cases import model_of
from workers.evaluation.cases import Case
from workers.schema.design import Design


class Engine(Protocol):
    """What makes a design of a text. Raises Permanent where it makes none, Temporary while it is away."""

    def design(self, text: str) -> Design: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What was made of a case; `refused` says why nothing was."""

    case: Case
    model: dict[str, Any]
    seconds: float
    refused: str = ""

    @property
    def words(self) -> int:
        return len(self.case.text.split())


def answers(engine: Engine, cases: Sequence[Case]) -> tuple[Answer, ...]:
    """All answers, one after the other."""
    return tuple(_answer(engine, case) for case in cases)


def _answer(engine: Engine, case: Case) -> Answer:
    start = time.perf_counter()
    try:
        made = engine.design(case.text)
    except Permanent as error:
        return Answer(case, {}, time.perf_counter() - start, str(error))
    return Answer(case, model_of(made), time.perf_counter() - start)


def memory() -> float:
    """The most memory that this process has had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)
