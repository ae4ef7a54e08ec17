"""What a reader of texts can do; one file an engine."""

from __future__ import annotations

from typing import Protocol

from schemas.reading import Reading


class Reader(Protocol):
    async def read(self, text: str, *, change: bool = False) -> Reading:
        """Understand a description, or a wish to change an existing application.

        Raises Permanent with a sentence for the owner where there is nothing to understand.
        """
        ...
