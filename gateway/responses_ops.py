"""What operators receive: the platform in figures, failures, dead letters."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from gateway.responses import Build, BuildState
from schemas.events import Stage


class StageOverview(BaseModel):
    """A stage in figures: builds in it now; runs, failures and their seconds in the period; its group's lag."""

    stage: Stage
    in_flight: int
    finished: int
    failed: int
    p50_seconds: float | None
    p95_seconds: float | None
    lag: int | None


class GroupLag(BaseModel):
    """How many records a consumer group has still to read, in `topic` or in all. None: the broker is away."""

    group: str
    topic: str
    lag: int | None


class Overview(BaseModel):
    since: datetime
    builds: dict[BuildState, int]
    stages: list[StageOverview]
    groups: list[GroupLag]
    outbox: int
    deferred: int
    dead_letters: int


class OpsBuild(BaseModel):
    build: Build
    app_key: str
    app_label: str
    workspace: str


class OpsBuilds(BaseModel):
    items: list[OpsBuild]
    next: str | None = None


class OpsFailure(BaseModel):
    build_id: UUID
    build_no: int
    attempt: int
    app_id: UUID
    app_label: str
    workspace: str
    stage: str
    reason: str
    retryable: bool
    at: datetime
    replayed: bool


class OpsFailures(BaseModel):
    items: list[OpsFailure]
    next: str | None = None


class DeadLetter(BaseModel):
    """Bytes that were no event: where they stood, why they were refused, their beginning as text."""

    id: int
    topic: str
    partition: int | None
    offset: int | None
    reason: str
    preview: str
    size: int
    headers: dict[str, str]
    at: datetime
    replayed_at: datetime | None


class DeadLetters(BaseModel):
    items: list[DeadLetter]
    next: str | None = None
