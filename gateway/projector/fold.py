"""What a build's events come to, whatever order they were heard in: a function of their set."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gateway.responses import BuildState, StageState
from gateway.views import CANCELLED
from schemas.events import (
    ENDS,
    AppDeployed,
    AppRequested,
    BackendGenerated,
    BuildCancelled,
    CancelReason,
    ChangeRequested,
    Event,
    FrontendGenerated,
    ImageBuilt,
    PromptUnderstood,
    RollbackRequested,
    SchemaDesigned,
    SchemaSuggested,
    Stage,
    StageFailed,
)

STEPS: tuple[tuple[type[Event], Stage | None], ...] = (
    (AppRequested, Stage.PROMPT),
    (ChangeRequested, Stage.PROMPT),
    (PromptUnderstood, Stage.SCHEMA),
    (SchemaSuggested, None),
    (SchemaDesigned, Stage.BACKEND),
    (BackendGenerated, Stage.FRONTEND),
    (FrontendGenerated, Stage.IMAGE),
    (ImageBuilt, Stage.DEPLOY),
    (RollbackRequested, Stage.DEPLOY),
)
"""The events that lead on, in pipeline order, and the stage that each gives work to."""

RANK = {event.__name__: rank for rank, (event, _) in enumerate(STEPS)}
READER = {event.__name__: stage for event, stage in STEPS}
END_TYPES = frozenset(event.__name__ for event in ENDS)

STATES = {
    AppDeployed.__name__: BuildState.DEPLOYED,
    StageFailed.__name__: BuildState.FAILED,
    BuildCancelled.__name__: BuildState.CANCELLED,
}
LEAVES = {
    AppDeployed.__name__: StageState.DONE,
    StageFailed.__name__: StageState.FAILED,
    BuildCancelled.__name__: StageState.CANCELLED,
}
"""How each end leaves the build, and the stage that was at work."""


@dataclass(frozen=True)
class Fact:
    """An event of a build, as it was heard."""

    id: str
    type: str
    at: datetime
    attempt: int
    data: dict[str, Any]


@dataclass(frozen=True)
class Run:
    """One stage of one attempt: from its input event to its output event."""

    attempt: int
    stage: str
    state: StageState
    started_at: datetime | None
    finished_at: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """A build as its latest attempt stands. `last` is the event that it waits upon, or its end."""

    attempt: int
    state: BuildState
    stage: str | None
    started_at: datetime
    last: Fact
    first: Fact
    runs: list[Run]
    finished_at: datetime | None = None
    url: str | None = None
    failure: dict[str, Any] | None = None
    questions: list[Any] = field(default_factory=list)


def fold(facts: Iterable[Fact], deferrals: Collection[tuple[int, str]] = (), begun: Collection[int] = ()) -> Outcome:
    """`facts`: steps and ends, at least one. `deferrals`: (attempt, stage) of those not sent again yet.

    `begun`: attempts of which a stage has reported something.
    """
    attempts: dict[int, list[Fact]] = {}
    for fact in sorted(facts, key=_order):
        attempts.setdefault(fact.attempt, []).append(fact)
    latest = max(attempts)
    current = attempts[latest]
    state, stage = _state(current, {stage for attempt, stage in deferrals if attempt == latest})
    if state is BuildState.RUNNING and len(_steps(current)) == 1 and latest not in begun:
        state = BuildState.QUEUED
    end = _end(current)
    return Outcome(
        attempt=latest,
        state=state,
        stage=stage,
        started_at=min(fact.at for fact in current),
        last=end or current[-1],
        first=attempts[min(attempts)][0],
        runs=[run for number in sorted(attempts) for run in _runs(attempts[number], deferrals)],
        finished_at=end.at if end else None,
        url=end.data["url"] if end and end.type == AppDeployed.__name__ else None,
        failure=_failure(end) if end else None,
        questions=_questions(attempts[number] for number in sorted(attempts, reverse=True)),
    )


def _order(fact: Fact) -> tuple[int, int, datetime, str]:
    return fact.attempt, RANK.get(fact.type, len(RANK)), fact.at, fact.id


def _steps(facts: list[Fact]) -> list[Fact]:
    """The steps of an attempt in pipeline order, each once: the earliest of those that say the same."""
    once: dict[str, Fact] = {}
    for fact in facts:
        if fact.type in RANK:
            once.setdefault(fact.type, fact)
    return list(once.values())


def _end(facts: list[Fact]) -> Fact | None:
    return next((fact for fact in facts if fact.type in END_TYPES), None)


def _state(facts: list[Fact], deferred: set[str]) -> tuple[BuildState, str | None]:
    """The attempt's state, and the stage that is at work, or was when it ended."""
    steps, end = _steps(facts), _end(facts)
    stage = READER[steps[-1].type] if steps else None
    if end:
        return STATES[end.type], end.data.get("stage", Stage.DEPLOY)
    if steps and stage is None:
        return BuildState.WAITING_FOR_REVIEW, None
    return BuildState.DEFERRED if stage in deferred else BuildState.RUNNING, stage


def _runs(facts: list[Fact], deferrals: Collection[tuple[int, str]]) -> Iterable[Run]:
    steps, end = _steps(facts), _end(facts)
    for number, step in enumerate(steps):
        stage = READER[step.type]
        if stage is None:
            continue
        closing = steps[number + 1] if number + 1 < len(steps) else end
        if closing is None:
            state = StageState.DEFERRED if (step.attempt, stage) in deferrals else StageState.RUNNING
            yield Run(step.attempt, stage, state, step.at)
        else:
            state = LEAVES.get(closing.type, StageState.DONE)
            yield Run(step.attempt, stage, state, step.at, max(step.at, closing.at))
    if end and end.data.get("stage") in _unheard(steps):
        yield Run(end.attempt, end.data["stage"], LEAVES[end.type], None, end.at)


def _unheard(steps: list[Fact]) -> set[Stage]:
    """The stages whose input has not been heard of."""
    return set(Stage) - {READER[step.type] for step in steps}


def _failure(end: Fact) -> dict[str, Any] | None:
    if end.type == StageFailed.__name__:
        retryable = bool(end.data.get("retryable", False))
        return {"stage": end.data["stage"], "reason": end.data["reason"], "retryable": retryable}
    if end.type == BuildCancelled.__name__:
        reason = end.data.get("detail") or CANCELLED[CancelReason(end.data["reason"])]
        return {"stage": end.data["stage"], "reason": reason, "retryable": False}
    return None


def _questions(attempts: Iterable[list[Fact]]) -> list[Any]:
    """The open questions of the newest model."""
    for facts in attempts:
        for step in reversed(_steps(facts)):
            if step.type in (SchemaDesigned.__name__, SchemaSuggested.__name__):
                return list(step.data.get("questions", ()))
    return []


def is_of_build(event_type: str) -> bool:
    """Whether an event of that type moves a build on, or ends it."""
    return event_type in RANK or event_type in END_TYPES
