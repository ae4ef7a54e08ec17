"""Watches every application of this Fusion in the cluster, and tells what becomes of it."""

from __future__ import annotations

import asyncio
import functools
from datetime import timedelta
from uuid import UUID

from infra.kubernetes.cluster import Cluster
from infra.kubernetes.kinds import DEPLOYMENT, NAMESPACE, POD, Object, name_of
from infra.kubernetes.mirror import Mirror, mirrored
from schemas.errors import Temporary
from workers.deploy.kubernetes.objects import APP
from workers.deploy.kubernetes.place import APP_ID, INSTALLATION, SERVED
from workers.deploy.kubernetes.rollout import OURS, lines_of
from workers.deploy.kubernetes.trouble import trouble_of
from workers.deploy.watching import Seen, State, Tell

AGAIN = 5.0
"""Seconds until we look again after the API server went away."""

FOREVER = timedelta(days=1)


class Watch:
    """One watch for each application, begun and ended with its namespace. `tell` hears each change once."""

    def __init__(self, cluster: Cluster, installation: str, tell: Tell) -> None:
        self._cluster = cluster
        self._installation = installation
        self._tell = tell
        self._watching: dict[str, asyncio.Task[None]] = {}
        self._said: dict[str, State] = {}

    async def run(self) -> None:
        """Watch until cancelled, whatever happens to the API server meanwhile."""
        try:
            while True:
                try:
                    await self._all()
                except Temporary:
                    await asyncio.sleep(AGAIN)
        finally:
            await self._stop(*self._watching)

    async def _all(self) -> None:
        async with mirrored(self._cluster, None, {NAMESPACE: f"{INSTALLATION}={self._installation}"}) as mirror:
            while True:
                found = await mirror.until(functools.partial(self._news, mirror), FOREVER) or {}
                await self._stop(*(self._watching.keys() - found.keys()))
                for name in found.keys() - self._watching.keys():
                    self._watching[name] = asyncio.create_task(self._one(name, UUID(found[name])))

    def _news(self, mirror: Mirror) -> dict[str, str] | None:
        """The namespaces in which something serves, by name, where they are others than before."""
        served = [one for one in mirror.all(NAMESPACE) if SERVED in one["metadata"].get("annotations", {})]
        found = {name_of(one): one["metadata"]["labels"][APP_ID] for one in served if not _leaving(one)}
        return found if found.keys() != self._watching.keys() else None

    async def _one(self, namespace: str, app_id: UUID) -> None:
        while True:
            try:
                async with mirrored(self._cluster, namespace, {DEPLOYMENT: OURS, POD: OURS}) as mirror:
                    while True:
                        changed = functools.partial(_changed, mirror, self._said.get(namespace))
                        if found := await mirror.until(changed, FOREVER):
                            await self._say(namespace, app_id, mirror, *found)
            except Temporary:
                await asyncio.sleep(AGAIN)

    async def _say(self, namespace: str, app_id: UUID, mirror: Mirror, state: State, problem: str) -> None:
        lines: list[str] = []
        for pod in mirror.all(POD) if state in (State.CRASHED, State.DEGRADED) else []:
            lines = await lines_of(self._cluster, namespace, pod) or lines
        self._said[namespace] = state
        await self._tell(Seen(app_id, state, problem, tuple(lines[-20:])))

    async def _stop(self, *names: str) -> None:
        ended = [self._watching.pop(name) for name in names]
        for name, task in zip(names, ended, strict=True):
            self._said.pop(name, None)
            task.cancel()
        await asyncio.gather(*ended, return_exceptions=True)


def _changed(mirror: Mirror, before: State | None) -> tuple[State, str] | None:
    found = state_of(mirror.get(DEPLOYMENT, APP), mirror.all(POD))
    return found if found[0] != before else None


def state_of(deployment: Object | None, pods: list[Object]) -> tuple[State, str]:
    """How an application is, from what the API server says of it; and what is wrong."""
    if deployment is None:
        return State.STOPPED, "its Deployment is gone"
    wanted, ready = deployment["spec"].get("replicas", 1), deployment.get("status", {}).get("readyReplicas", 0)
    if wanted == 0:
        return State.STOPPED, "it was scaled to nothing"
    if ready >= wanted:
        return State.LIVE, ""
    problem = trouble_of(pods) or f"{ready} of {wanted} pods are ready"
    return (State.DEGRADED if ready else State.CRASHED), problem


def _leaving(namespace: Object) -> bool:
    return "deletionTimestamp" in namespace["metadata"]
