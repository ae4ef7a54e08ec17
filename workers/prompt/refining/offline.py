"""The offline engine: descriptions by its reader, changes by their patterns of speech."""

from __future__ import annotations

import asyncio

from schemas.reading import Reading
from schemas.spec import AppSpec
from schemas.wishes import Refinement
from workers.prompt.gate import check
from workers.prompt.lexicon import lexicon
from workers.prompt.offline import OfflineReader
from workers.prompt.reader import Say, unheard
from workers.prompt.refining.refine import refine


class OfflineEngine:
    """Needs no network and no GPU. Loads its model when it is made (about a second)."""

    def __init__(self, reader: OfflineReader | None = None) -> None:
        self._reader = reader or OfflineReader()

    async def read(self, text: str, *, say: Say = unheard) -> Reading:
        return await self._reader.read(text, say=say)

    async def refine(self, text: str, base: AppSpec, *, say: Say = unheard) -> Refinement:
        return await asyncio.to_thread(self.understand, text, base)

    def understand(self, text: str, base: AppSpec) -> Refinement:
        """As `refine`, on the calling thread."""
        check(text, lexicon())
        return refine(text, base, self._reader.understand)
