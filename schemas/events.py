"""Every event of the pipeline, in its order. Each knows the topic it is published to.

AppRequested, ChangeRequested  → fusion.prompt.v1    read by prompt
PromptUnderstood               → fusion.schema.v1    read by schema
SchemaDesigned                 → fusion.backend.v1   read by backend
BackendGenerated               → fusion.frontend.v1  read by frontend
FrontendGenerated              → fusion.image.v1     read by image
ImageBuilt, RollbackRequested  → fusion.deploy.v1    read by deploy
AppDeployed                    → fusion.deployed.v1  an end
StageFailed, BuildCancelled    → fusion.ended.v1     the other ends
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID, uuid5

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from schemas.artifacts import ArtifactRef
from schemas.operations import Operation
from schemas.questions import Question
from schemas.reading import Evidence, Reading
from schemas.spec import AppSpec, Targets
from schemas.wishes import Refinement

MAX_TEXT = 50_000
"""Longest prompt, in characters."""

MAX_INLINE_SPEC = 256 * 1024
"""Largest spec that may stand inline in an event, in bytes."""


class Stage(StrEnum):
    """The stages, in the order of the pipeline."""

    PROMPT = "prompt"
    SCHEMA = "schema"
    BACKEND = "backend"
    FRONTEND = "frontend"
    IMAGE = "image"
    DEPLOY = "deploy"


StageName = Annotated[str, Field(max_length=100)]
"""Which stage says so, in an event that an outside producer may write too."""


class BuildKind(StrEnum):
    CREATE = "create"
    CHANGE = "change"
    ROLLBACK = "rollback"
    REDEPLOY = "redeploy"


class Message(BaseModel):
    """What an event says. Unknown fields are ignored, so that a newer producer may say more."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ImageRef(Message):
    """A built application: the engine that made it, its address there, its content's sha256 and size in bytes.

    Of a container image, `address` pins the digest, which is `sha256`, and `sbom` lists what is in it (CycloneDX).
    """

    engine: str
    address: str
    sha256: str
    size: int
    sbom: ArtifactRef | None = None


class Base(Message):
    """The version that a build starts from: the last one deployed."""

    build_id: UUID
    build_no: int
    spec: ArtifactRef
    backend_tree: ArtifactRef
    image: ImageRef


class Build(BaseModel):
    """Who asked for what. Written by whoever starts the build, forwarded verbatim, unknown fields included.

    An outside producer may leave out all but `build_id` and `app_key`; `schemas.admission` completes the rest.
    `build_no` rises by one per application. `deadline` is None while a build waits for approval.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    app_id: UUID
    app_key: Annotated[str, Field(min_length=1, max_length=200)]
    workspace_id: UUID
    requested_by: Annotated[str, Field(max_length=300)]
    build_id: UUID
    build_no: Annotated[int, Field(ge=1)]
    attempt: Annotated[int, Field(ge=1)] = 1
    kind: BuildKind = BuildKind.CREATE
    targets: Targets = Targets()
    review: bool = False
    deadline: AwareDatetime | None = None
    base: Base | None = None


class Event(Message):
    """Something that happened in a build. Published to `topic`, keyed by the application's id."""

    topic: ClassVar[str]

    build: Build


class AppRequested(Event):
    """Someone wants a new application and says so in a text."""

    topic: ClassVar[str] = "fusion.prompt.v1"

    text: Annotated[str, Field(max_length=MAX_TEXT)]


class ChangeRequested(Event):
    """Someone wants an existing application changed and says so in a text."""

    topic: ClassVar[str] = "fusion.prompt.v1"

    text: Annotated[str, Field(max_length=MAX_TEXT)]


class PromptUnderstood(Event):
    """`refinement` is what a change wants of the version that the build starts from; None for a new application."""

    topic: ClassVar[str] = "fusion.schema.v1"

    text: str
    reading: Reading
    refinement: Refinement | None = None


class SchemaDesigned(Event):
    """A complete spec: by reference, or inline up to 256 kB for those without access to the artifact store."""

    topic: ClassVar[str] = "fusion.backend.v1"

    spec: ArtifactRef | None = None
    inline: AppSpec | None = None
    evidence: dict[UUID, Evidence] = {}
    questions: tuple[Question, ...] = ()
    approved_by: str | None = None


class SchemaSuggested(Event):
    """A spec that waits for a person: the build asked for review, or there is a question with choices.

    The operations tell what it changes.
    """

    topic: ClassVar[str] = "fusion.review.v1"

    spec: ArtifactRef
    operations: tuple[Operation, ...] = ()
    evidence: dict[UUID, Evidence] = {}
    questions: tuple[Question, ...] = ()


class BackendGenerated(Event):
    topic: ClassVar[str] = "fusion.frontend.v1"

    spec: ArtifactRef
    backend_tree: ArtifactRef


class FrontendGenerated(Event):
    """`frontend_trees` holds one source tree for each chosen frontend target, by its name."""

    topic: ClassVar[str] = "fusion.image.v1"

    spec: ArtifactRef
    backend_tree: ArtifactRef
    frontend_trees: dict[str, ArtifactRef]


class ImageBuilt(Event):
    topic: ClassVar[str] = "fusion.deploy.v1"

    spec: ArtifactRef
    backend_tree: ArtifactRef
    image: ImageRef


class RollbackRequested(Event):
    """Go back: `leave` runs its migrations backwards, then `reach` is rolled out."""

    topic: ClassVar[str] = "fusion.deploy.v1"

    leave: Base
    reach: Base


class AppDeployed(Event):
    """An end: the application answers at `url`. `isolation` holds what the probe found, by check.

    `drift` says what somebody had changed by hand where the application runs, and is no more.
    """

    topic: ClassVar[str] = "fusion.deployed.v1"

    url: str
    spec: ArtifactRef
    backend_tree: ArtifactRef
    image: ImageRef
    isolation: dict[str, str] = {}
    drift: tuple[str, ...] = ()


class Carried(Message):
    """An event inside another one, as it stood on the wire."""

    type: str
    data: dict[str, Any]


class StageFailed(Event):
    """An end: `reason` tells the owner what to change; `failed` makes a replay one publish."""

    topic: ClassVar[str] = "fusion.ended.v1"

    stage: StageName
    reason: str
    retryable: bool = False
    failed: Carried


class CancelReason(StrEnum):
    SUPERSEDED = "superseded"
    RETIRED = "retired"
    BY_OWNER = "by_owner"


class BuildCancelled(Event):
    """An end: nobody wants this attempt any more."""

    topic: ClassVar[str] = "fusion.ended.v1"

    stage: StageName
    reason: CancelReason
    detail: str = ""


class BuildDeferred(Event):
    """The world was away; the event shall be sent again at `not_before`. `count` numbers an attempt's deferrals."""

    topic: ClassVar[str] = "fusion.deferred.v1"

    stage: StageName
    reason: str
    not_before: AwareDatetime
    count: int
    event: Carried


class Progress(Event):
    """A courtesy that may be lost: a log line of a stage, and how far it is (0 to 100)."""

    topic: ClassVar[str] = "fusion.progress.v1"

    stage: StageName
    line: Annotated[str, Field(max_length=2_000)]
    percent: Annotated[int, Field(ge=0, le=100)] | None = None
    at: AwareDatetime


class Retirement(Message):
    """Not part of a build: an application's owner wants it gone, or it is gone. Keyed by `app_id`."""

    topic: ClassVar[str]

    request_id: UUID
    app_id: UUID
    workspace_id: UUID
    requested_by: str


class AppRetirementRequested(Retirement):
    topic: ClassVar[str] = "fusion.retire.v1"


class AppRetired(Retirement):
    topic: ClassVar[str] = "fusion.retired.v1"


ENDS: tuple[type[Event], ...] = (AppDeployed, StageFailed, BuildCancelled)
"""The events of which every attempt of a build has exactly one."""

_ALL: tuple[type[Event] | type[Retirement], ...] = (
    AppRequested,
    ChangeRequested,
    PromptUnderstood,
    SchemaSuggested,
    SchemaDesigned,
    BackendGenerated,
    FrontendGenerated,
    ImageBuilt,
    RollbackRequested,
    AppDeployed,
    StageFailed,
    BuildCancelled,
    BuildDeferred,
    Progress,
    AppRetirementRequested,
    AppRetired,
)

EVENTS = {event.__name__: event for event in _ALL}
"""Every event by its name, which is its `ce_type`."""

DEAD_LETTERS = "fusion.dead.v1"
"""Where bytes go that are no event."""

INPUT = {stage: f"fusion.{stage}.v1" for stage in Stage}
"""The topic that each stage consumes."""

TOPICS = (*dict.fromkeys(event.topic for event in EVENTS.values()), DEAD_LETTERS)
"""Every topic there is."""


def event_id(build_id: UUID, attempt: int, stage: str, event_type: str, count: int = 0) -> UUID:
    """The `ce_id`: the same for the same step of the same attempt, however often it is published."""
    return uuid5(build_id, f"{attempt}/{stage}/{event_type}" + (f"/{count}" if count else ""))


def expired(build: Build, now: datetime) -> bool:
    """Whether the build's deadline has passed."""
    return build.deadline is not None and build.deadline < now
