"""A build as callers see it: what the projector knows, and until it has caught up, what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from gateway.responses import ENDED, Build, BuildState, Failure, StageRun, StageState
from schemas.events import CancelReason, Stage
from schemas.spec import Targets

REVIEW = "review"
"""Where a build waits for a person; it stands in a failure beside the names of stages."""

CANCELLED = {
    CancelReason.BY_OWNER: "Cancelled by its owner.",
    CancelReason.RETIRED: "Cancelled: the application was retired.",
    CancelReason.SUPERSEDED: "Cancelled: a newer version is already there.",
}


class Row(Protocol):
    """A row of a table: a value for each column's name."""

    def __getitem__(self, column: str, /) -> Any: ...


def build_view(row: Row | None, request: Row | None, runs: Sequence[Row], decisions: Sequence[Row]) -> Build:
    """`row`: of the read model; `request`: the latest asked for; `runs`: of all attempts; one of the two is there."""
    if row is None or (request is not None and request["attempt"] > row["attempt"]):
        assert request is not None  # noqa: S101  # a build is known from at least one side
        build = _asked_for(row, request, runs)
    else:
        build = _heard_of(row, runs)
    return _decided(build, [decision for decision in decisions if decision["attempt"] == build.attempt])


def _heard_of(row: Row, runs: Sequence[Row]) -> Build:
    return Build(
        id=row["id"],
        app_id=row["app_id"],
        build_no=row["build_no"],
        attempt=row["attempt"],
        kind=row["kind"],
        state=row["state"],
        text=row["text"],
        review=row["review"],
        targets=Targets.model_validate(row["targets"]),
        requested_by=row["requested_by"],
        created_at=row["created_at"],
        finished_at=row["finished_at"],
        seconds=_seconds(row["started_at"], row["finished_at"]),
        url=row["url"],
        stages=_stages(row, runs),
        failure=Failure(**row["failure"]) if row["failure"] else None,
        questions=row["questions"],
        base_version=row["base_version"],
    )


def _decided(build: Build, decisions: Sequence[Row]) -> Build:
    """The build as the doors have decided it, though the projector has not heard of that yet."""
    made = {decision["decision"]: decision for decision in decisions}
    cancelled = made.get("cancelled")
    if build.state not in ENDED and cancelled is not None and cancelled["settled_at"]:
        failure = Failure(stage=_at_work(build), reason=CANCELLED[cancelled["reason"]], retryable=False)
        change = {"state": BuildState.CANCELLED, "finished_at": cancelled["settled_at"], "failure": failure}
        return build.model_copy(update=change)
    if build.state is BuildState.WAITING_FOR_REVIEW and "approved" in made:
        return build.model_copy(update={"state": BuildState.RUNNING})
    return build


def _at_work(build: Build) -> str:
    return next((run.stage for run in build.stages if run.state in (StageState.RUNNING, StageState.DEFERRED)), REVIEW)


def _asked_for(row: Row | None, request: Row, runs: Sequence[Row]) -> Build:
    done = [run for run in runs if run["attempt"] < request["attempt"]]
    return Build(
        id=request["build_id"],
        app_id=request["app_id"],
        build_no=request["build_no"],
        attempt=request["attempt"],
        kind=request["kind"],
        state=BuildState.QUEUED,
        text=request["text"],
        review=request["review"],
        targets=Targets.model_validate(request["targets"]),
        requested_by=request["requested_by"],
        created_at=(row or request)["created_at"],
        finished_at=None,
        seconds=None,
        url=None,
        stages=[_stage(stage, request["attempt"], False, done) for stage in Stage],
        failure=None,
        questions=[],
        base_version=request["base_version"],
    )


def _stages(row: Row, runs: Sequence[Row]) -> list[StageRun]:
    order = list(Stage)
    reached = order.index(Stage(row["stage"])) if row["stage"] in order else len(order)
    if row["state"] == BuildState.WAITING_FOR_REVIEW or row["stage"] == REVIEW:
        reached = order.index(Stage.BACKEND)
    return [_stage(stage, row["attempt"], order.index(stage) < reached, runs) for stage in order]


def _stage(stage: Stage, attempt: int, passed: bool, runs: Sequence[Row]) -> StageRun:
    """The stage's run in this attempt; else what an earlier attempt did and this one builds upon."""
    for run in sorted(runs, key=lambda run: -run["attempt"]):
        if run["stage"] == stage and (run["attempt"] == attempt or run["state"] == StageState.DONE):
            return StageRun(
                stage=stage,
                state=run["state"],
                started_at=run["started_at"],
                finished_at=run["finished_at"],
                seconds=_seconds(run["started_at"], run["finished_at"]),
                percent=100 if run["state"] == StageState.DONE else run["percent"],
            )
    return StageRun(stage=stage, state=StageState.SKIPPED if passed else StageState.PENDING)


def _seconds(start: Any, end: Any) -> float | None:
    return round(max(0.0, (end - start).total_seconds()), 3) if start and end else None
