"""What a reader of texts can do; one file an engine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from schemas.reading import Reading

Say = Callable[[str, int], Awaitable[None]]
"""Tells the owner how far it is: a line, and per cent."""


async def unheard(line: str, percent: int) -> None:
    """Nobody listens."""


class Reader(Protocol):
    async def read(self, text: str, *, say: Say = unheard) -> Reading:
        """Understand a description; `say` how far it is meanwhile.

        Raises Permanent with a sentence for the owner where there is nothing to understand.
        """
        ...
