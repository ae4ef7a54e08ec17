"""What an AI engine can do: read a description, and what someone wants changed. One file or folder an engine."""

from __future__ import annotations

from typing import Protocol

from schemas.reading import Reading
from schemas.spec import AppSpec
from schemas.wishes import Refinement
from workers.prompt.reader import Say, unheard


class Engine(Protocol):
    """Every method raises Permanent with a sentence for the owner where there is nothing to understand."""

    async def read(self, text: str, *, say: Say = unheard) -> Reading:
        """Understand a description; `say` how far it is meanwhile."""
        ...

    async def refine(self, text: str, base: AppSpec, *, say: Say = unheard) -> Refinement:
        """Understand what someone wants changed in an application that is there."""
        ...
