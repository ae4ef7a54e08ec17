"""A mirror of some of a namespace's objects, kept by watches, and a way to wait until they are as they should be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeVar

from infra.kubernetes.cluster import Cluster
from infra.kubernetes.kinds import Kind, Object, name_of
from schemas.errors import Temporary

Found = TypeVar("Found")


class Mirror:
    """Objects by kind and name, as the API server told of them last."""

    def __init__(self) -> None:
        self.objects: dict[Kind, dict[str, Object]] = {}
        self._changed = asyncio.Event()
        self._broken: BaseException | None = None

    def all(self, kind: Kind) -> list[Object]:
        return list(self.objects[kind].values())

    def get(self, kind: Kind, name: str) -> Object | None:
        return self.objects[kind].get(name)

    async def until(self, found: Callable[[], Found | None], limit: timedelta) -> Found | None:
        """What `found` gives as soon as it gives something; None where time is up."""
        try:
            async with asyncio.timeout(limit.total_seconds()):
                while (something := found()) is None:
                    await self._changed.wait()
                    self._changed.clear()
                    if self._broken is not None:
                        raise self._broken
        except TimeoutError:
            return None
        return something

    def tell(self, kind: Kind, change: str, thing: Object) -> None:
        if change == "DELETED":
            self.objects[kind].pop(name_of(thing), None)
        elif change in ("ADDED", "MODIFIED"):
            self.objects[kind][name_of(thing)] = thing
        self._changed.set()

    def break_off(self, error: BaseException) -> None:
        self._broken = error
        self._changed.set()


@asynccontextmanager
async def mirrored(cluster: Cluster, namespace: str | None, kinds: Mapping[Kind, str]) -> AsyncIterator[Mirror]:
    """The mirror, filled once and kept up to date meanwhile: of each kind, what bears these labels.

    Its waiting raises what broke a watch for good.
    """
    mirror = Mirror()
    versions = {kind: await _filled(mirror, cluster, kind, namespace, labels) for kind, labels in kinds.items()}
    watching = [
        asyncio.create_task(_kept(mirror, cluster, kind, namespace, kinds[kind], since))
        for kind, since in versions.items()
    ]
    try:
        yield mirror
    finally:
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)


async def _filled(mirror: Mirror, cluster: Cluster, kind: Kind, namespace: str | None, labels: str) -> str:
    found, version = await cluster.listed(kind, namespace, labels=labels)
    mirror.objects[kind] = {name_of(thing): thing for thing in found}
    return version


async def _kept(mirror: Mirror, cluster: Cluster, kind: Kind, namespace: str | None, labels: str, since: str) -> None:
    """Follow one kind. A watch that ends is taken up again; one that the server forgot begins with a new list."""
    while True:
        try:
            async for change, thing in cluster.watch(kind, namespace, since, labels=labels):
                since = thing["metadata"]["resourceVersion"]
                mirror.tell(kind, change, thing)
        except Temporary as lost:
            try:
                since = await _filled(mirror, cluster, kind, namespace, labels)
                mirror.tell(kind, "", {})
            except Temporary:  # the server is away: whoever waits is told
                mirror.break_off(lost)
                return
