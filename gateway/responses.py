"""What callers receive: the answers of the REST interface, and the events of a build's stream."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from schemas.artifacts import ArtifactRef
from schemas.events import BuildKind, Stage
from schemas.operations import Operation
from schemas.questions import Question
from schemas.reading import Evidence
from schemas.spec import AppSpec, Targets


class BuildState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    WAITING_FOR_REVIEW = "waiting_for_review"
    DEFERRED = "deferred"
    DEPLOYED = "deployed"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = frozenset({BuildState.DEPLOYED, BuildState.FAILED, BuildState.CANCELLED})
"""The states that an attempt does not leave."""


class StageState(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    DEFERRED = "deferred"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


class AppState(StrEnum):
    """`new`: asked for; `building`: on its way to its first version; `live`: answers at its URL."""

    NEW = "new"
    BUILDING = "building"
    LIVE = "live"
    FAILED = "failed"
    RETIRING = "retiring"
    RETIRED = "retired"


class StageRun(BaseModel):
    """One stage of a build. `seconds` counts from its input event to its output event, waiting included."""

    stage: Stage
    state: StageState
    started_at: datetime | None = None
    finished_at: datetime | None = None
    seconds: float | None = None
    percent: int | None = None


class Failure(BaseModel):
    """Why a build failed, or who cancelled it. `retryable`: the same request may work later."""

    stage: str
    reason: str
    retryable: bool


class Build(BaseModel):
    id: UUID
    app_id: UUID
    build_no: int
    attempt: int
    kind: BuildKind
    state: BuildState
    text: str | None
    review: bool
    targets: Targets
    requested_by: str
    created_at: datetime
    finished_at: datetime | None
    seconds: float | None
    url: str | None
    stages: list[StageRun]
    failure: Failure | None
    questions: list[Question]
    base_version: int


class Builds(BaseModel):
    items: list[Build]
    next: str | None = None


class Application(BaseModel):
    """An application. `build_no` is the number of its latest build, `version` that of the deployed one (0: none)."""

    id: UUID
    workspace_id: UUID
    key: str
    label: str
    url: str | None
    state: AppState
    build_no: int
    version: int
    created_at: datetime
    latest_build: Build | None


class Applications(BaseModel):
    items: list[Application]
    next: str | None = None


class Created(BaseModel):
    app: Application
    build: Build


class Version(BaseModel):
    """A version that was deployed."""

    build_id: UUID
    build_no: int
    url: str
    deployed_at: datetime
    current: bool
    spec: ArtifactRef
    backend_tree: ArtifactRef
    isolation: dict[str, str]


class Versions(BaseModel):
    items: list[Version]


class SpecView(BaseModel):
    """The model of a build: what was understood, where each element comes from, what is open."""

    app_id: UUID
    build_id: UUID
    build_no: int
    spec: AppSpec
    evidence: dict[UUID, Evidence]
    questions: list[Question]
    operations: list[Operation]
    approved_by: str | None


class Link(BaseModel):
    """A link that works once, until `expires_at`."""

    url: str
    expires_at: datetime


class Session(BaseModel):
    """Who is signed in. Operators see every workspace."""

    name: str
    workspace_id: UUID
    workspace: str
    operator: bool


class Target(BaseModel):
    kind: str
    name: str
    title: str
    description: str
    serve: str


class TargetsView(BaseModel):
    items: list[Target]


class LogLine(BaseModel):
    """A line that a stage reported. `percent`, 0 to 100, tells how far the stage is."""

    stage: str
    line: str
    percent: int | None
    at: datetime


class ProblemDetail(BaseModel):
    path: str
    message: str
    suggestion: str = ""


class Problem(BaseModel):
    """An error, as RFC 9457 describes it. `problems` names everything that is wrong with the input."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    problems: list[ProblemDetail] = []


class Health(BaseModel):
    """`checks` names each dependency with `ok`, or with what is wrong."""

    status: str
    checks: dict[str, str] = {}


Json = dict[str, Any]
