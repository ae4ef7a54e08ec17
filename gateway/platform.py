"""The world as the gateway's routes see it, handed to them by the composition root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from gateway.lags import PROJECTOR, Lags
from gateway.signals import Signals
from infra.artifacts.store import Artifacts
from infra.bus.wire import Record, Said, encode
from infra.database import Database
from infra.settings import Installation
from templates.engine import TargetLibrary

SOURCE = "fusion/gateway"
"""The `ce_source` of what the gateway says."""


@dataclass(frozen=True)
class Platform:
    """`group` is the projector's consumer group."""

    settings: Installation
    database: Database
    artifacts: Artifacts
    targets: TargetLibrary
    signals: Signals
    lags: Lags
    group: str = PROJECTOR

    def encode(self, said: Said, *, source: str = SOURCE, deferrals: int = 0) -> Record:
        """What is said, signed, ready for the outbox."""
        return encode(said, source=source, secret=self.settings.secret, deferrals=deferrals)


def platform(request: Request) -> Platform:
    found: Platform = request.app.state.platform
    return found


Gateway = Annotated[Platform, Depends(platform)]
