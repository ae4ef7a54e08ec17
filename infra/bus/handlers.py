"""The bus as a stage sees it: a decorator makes a function the handler of a topic, `report` tells how far it is."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from types import UnionType
from typing import Any, get_args, get_type_hints

from infra.bus.wire import Said
from schemas.events import INPUT, AppRetirementRequested, Stage

Run = Callable[[Any], Awaitable[Said | None]]
Reporter = Callable[[str, int | None], Awaitable[None]]


@dataclass(frozen=True)
class Handler:
    """A function and all that the bus must know of it. Calling it calls the function, as a test does."""

    stage: Stage
    run: Run
    inputs: tuple[type[Said], ...]
    topic: str
    group: str
    limit: timedelta
    final: bool = False

    @property
    def source(self) -> str:
        """The `ce_source` of what it publishes."""
        return f"fusion/{self.stage}"

    @property
    def name(self) -> str:
        """How it is called in logs and metrics: `image`, `image.retire`."""
        return self.group.removeprefix("fusion.")

    async def __call__(self, event: Said) -> Said | None:
        return await self.run(event)


def stage(name: Stage, *, limit: timedelta, final: bool = False) -> Callable[[Run], Handler]:
    """Make `async def handle(event: In) -> Out` the handler of a stage's topic.

    Its annotation says which events it consumes; it may be a union. What it returns is published. It runs for at most
    `limit`; CPU work belongs off the event loop (`asyncio.to_thread`). It tells the bus what went wrong with
    `schemas.errors`: Permanent ends the attempt, Temporary is tried again for half a minute and then deferred,
    Unavailable also pauses the stage, Superseded cancels. Anything else is a bug and ends the process. It may run
    twice for one event, but only one result is ever published. `final` claims the attempt's end before it starts.
    """

    def decorate(run: Run) -> Handler:
        return Handler(name, run, _inputs(run), INPUT[name], group_of(name), limit, final)

    return decorate


def retirement(name: Stage, *, limit: timedelta) -> Callable[[Run], Handler]:
    """Make `async def remove(event: AppRetirementRequested) -> AppRetired | None` remove what a stage had made.

    It must bear being run twice. Temporary is tried again until it works.
    """

    def decorate(run: Run) -> Handler:
        return Handler(name, run, _inputs(run), AppRetirementRequested.topic, retirement_group_of(name), limit)

    return decorate


def group_of(stage: Stage) -> str:
    """The consumer group that reads a stage's topic."""
    return f"fusion.{stage}"


def retirement_group_of(stage: Stage) -> str:
    """The consumer group in which a stage reads of retirements."""
    return f"{group_of(stage)}.retire"


async def report(line: str, percent: int | None = None) -> None:
    """Tell those who watch what the running handler is doing. A courtesy: it may be lost, and it never fails."""
    await reporter.get()(line, percent)


async def _nobody_watches(line: str, percent: int | None) -> None:
    """What `report` does outside of a running handler."""


reporter: ContextVar[Reporter] = ContextVar("reporter", default=_nobody_watches)
"""Where `report` goes. The pipeline sets it for the time that a handler runs."""


def _inputs(run: Run) -> tuple[type[Said], ...]:
    """The event types that the function's first parameter is annotated with."""
    parameter = next(iter(inspect.signature(run).parameters))
    annotation = get_type_hints(run)[parameter]
    return get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
