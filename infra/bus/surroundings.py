"""What all handlers of one process share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from infra.artifacts.store import Artifacts
from infra.bus.patience import Patience
from infra.bus.wire import Record

STARTS = 3
"""How many processes may begin with one event and die of it, before it is taken to be the cause."""


@dataclass(frozen=True)
class Surroundings:
    """`offer` publishes a courtesy: at once, or never. `process` is the identity of this operating-system process."""

    artifacts: Artifacts
    secret: str
    offer: Callable[[Record], None]
    open_workspace: UUID | None = None
    patience: Patience = field(default_factory=Patience)
    process: str = field(default_factory=lambda: uuid4().hex)

    async def may_start(self, key: str) -> bool:
        """Note durably that this process begins with the key; False where `STARTS` others have done so in vain."""
        mine = self.process.encode()
        for number in range(1, STARTS + 1):
            if await self.artifacts.claim(f"starts/{key}/{number}", mine) == mine:
                return True
        return False
