"""The engines that the refinement set is put to."""

from __future__ import annotations

from typing import Protocol

from schemas.spec import AppSpec
from schemas.wishes import Refinement


class Engine(Protocol):
    async def refine(self, text: str, base: AppSpec) -> Refinement: ...


class Offline:
    """The offline engine without a platform around it."""

    def __init__(self) -> None:
        from workers.prompt.offline import OfflineReader

        self._reader = OfflineReader()

    async def refine(self, text: str, base: AppSpec) -> Refinement:
        from workers.prompt.refining.refine import refine

        return refine(text, base, self._reader.understand)


def engine(name: str) -> Engine:
    if name != "offline":
        raise SystemExit(f"There is no engine {name!r}.")
    return Offline()
