"""What a deploy engine sees of an application after its deployment, so that "deployed" never means "was once"."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import structlog

log = structlog.get_logger()


class State(StrEnum):
    """`degraded` serves, but not as it should; `crashed` does not serve; `stopped` is not meant to, or is gone."""

    LIVE = "live"
    DEGRADED = "degraded"
    CRASHED = "crashed"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Seen:
    """A change that was seen; `lines` are the last that the application wrote, where it does not serve."""

    app_id: UUID
    state: State
    problem: str = ""
    lines: tuple[str, ...] = ()


Tell = Callable[[Seen], Awaitable[None]]


async def tell_log(seen: Seen) -> None:
    """Tell those who read logs."""
    say = log.info if seen.state is State.LIVE else log.warning
    say(f"application {seen.state}", app_id=str(seen.app_id), problem=seen.problem, lines=list(seen.lines))
