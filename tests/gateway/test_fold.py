"""The fold: what a build's events come to does not depend on the order in which they were heard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.projector.fold import Fact, Run, fold
from gateway.responses import BuildState, StageState

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
WALK = ["AppRequested", "PromptUnderstood", "SchemaDesigned", "BackendGenerated", "FrontendGenerated", "ImageBuilt"]
DATA: dict[str, dict[str, Any]] = {
    "AppDeployed": {"url": "http://x"},
    "StageFailed": {"stage": "backend", "reason": "no", "retryable": True},
    "BuildCancelled": {"stage": "review", "reason": "by_owner"},
}


def fact(kind: str, second: int, attempt: int = 1) -> Fact:
    return Fact(f"{kind}/{attempt}/{second}", kind, BEGIN + timedelta(seconds=second), attempt, DATA.get(kind, {}))


def facts(*kinds: str, attempt: int = 1) -> list[Fact]:
    return [fact(kind, second, attempt) for second, kind in enumerate(kinds)]


def runs(found: list[Run]) -> dict[str, StageState]:
    return {run.stage: run.state for run in found}


KINDS = st.sampled_from([*WALK, "ChangeRequested", "SchemaSuggested", "AppDeployed", "StageFailed", "BuildCancelled"])
FACTS = st.lists(st.builds(fact, KINDS, st.integers(0, 5), st.integers(1, 3)), min_size=1, max_size=12)


@given(FACTS, st.randoms())
def test_any_order_and_any_repetition_comes_to_the_same(found: list[Fact], chance: Any) -> None:
    shuffled = found + chance.sample(found, len(found) // 2)
    chance.shuffle(shuffled)
    unique = {one.id: one for one in shuffled}.values()
    assert fold(unique) == fold({one.id: one for one in found}.values())


@given(FACTS)
def test_whatever_was_heard_is_a_build_of_its_latest_attempt(found: list[Fact]) -> None:
    outcome = fold(found)
    assert outcome.attempt == max(one.attempt for one in found)
    assert all(
        run.finished_at is None or run.started_at is None or run.started_at <= run.finished_at for run in outcome.runs
    )
    assert (outcome.finished_at is not None) == (outcome.state in ("deployed", "failed", "cancelled"))


@pytest.mark.parametrize("length", range(1, 7))
def test_the_stage_at_work_is_the_one_that_has_its_input_and_no_output(length: int) -> None:
    outcome = fold(facts(*WALK[:length]))
    stages = ["prompt", "schema", "backend", "frontend", "image", "deploy"]
    assert (outcome.state, outcome.stage) == (
        BuildState.RUNNING if length > 1 else BuildState.QUEUED,
        stages[length - 1],
    )
    assert runs(outcome.runs) == {
        **dict.fromkeys(stages[: length - 1], StageState.DONE),
        stages[length - 1]: StageState.RUNNING,
    }


def test_a_build_is_queued_until_a_stage_has_begun_with_it() -> None:
    assert fold(facts("AppRequested")).state is BuildState.QUEUED
    assert fold(facts("AppRequested"), begun={1}).state is BuildState.RUNNING
    assert (
        fold([*facts("AppRequested", "StageFailed"), fact("AppRequested", 9, attempt=2)], begun={1}).state
        is BuildState.QUEUED
    )


def test_a_stage_takes_from_its_input_to_its_output() -> None:
    outcome = fold(facts(*WALK, "AppDeployed"))
    assert [(run.finished_at or BEGIN) - (run.started_at or BEGIN) for run in outcome.runs] == [
        timedelta(seconds=1)
    ] * 6
    assert (outcome.state, outcome.url) == (BuildState.DEPLOYED, "http://x")


def test_a_suggested_model_waits_for_a_person_until_it_is_approved() -> None:
    suggested = facts("AppRequested", "PromptUnderstood", "SchemaSuggested")
    assert fold(suggested).state is BuildState.WAITING_FOR_REVIEW
    approved = fold([*suggested, fact("SchemaDesigned", 9)])
    assert (approved.state, approved.stage) == (BuildState.RUNNING, "backend")


def test_a_failure_names_its_stage_and_its_reason() -> None:
    outcome = fold(facts("AppRequested", "PromptUnderstood", "SchemaDesigned", "StageFailed"))
    assert outcome.failure == {"stage": "backend", "reason": "no", "retryable": True}
    assert runs(outcome.runs)["backend"] is StageState.FAILED


def test_the_next_attempt_begins_where_the_last_one_failed() -> None:
    failed = facts("AppRequested", "PromptUnderstood", "SchemaDesigned", "StageFailed")
    outcome = fold([*failed, fact("SchemaDesigned", 9, attempt=2)])
    assert (outcome.attempt, outcome.state, outcome.stage, outcome.failure) == (2, BuildState.QUEUED, "backend", None)


def test_a_deferred_stage_is_said_to_be_so_until_its_event_was_sent_again() -> None:
    waiting = facts("AppRequested", "PromptUnderstood", "SchemaDesigned")
    assert fold(waiting, {(1, "backend")}).state is BuildState.DEFERRED
    assert fold(waiting, {(1, "schema"), (2, "backend")}).state is BuildState.RUNNING
