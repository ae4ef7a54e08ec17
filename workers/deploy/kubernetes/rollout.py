"""A rollout, followed by watches until every pod of the new version is ready, or it is clear that none will be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from infra.kubernetes.cluster import Cluster
from infra.kubernetes.kinds import DEPLOYMENT, POD, Object, name_of
from infra.kubernetes.mirror import Mirror, mirrored
from schemas.errors import Permanent, Temporary
from workers.deploy.kubernetes.objects import APP
from workers.deploy.kubernetes.place import Place
from workers.deploy.kubernetes.trouble import passes, trouble_of
from workers.deploy.kubernetes.workload import BUILD, COMPONENT

LIMIT = timedelta(minutes=3)
COMPLETE = ""
OURS = f"{COMPONENT}={APP}"


async def rolled_out(cluster: Cluster, deployment: Object, limit: timedelta = LIMIT) -> None:
    """Wait until the Deployment, as it was applied, is complete.

    Raises Permanent with the pods' events and last lines where the application does not come up, Temporary where the
    cluster has no place for it or its registry is away.
    """
    namespace, generation = deployment["metadata"]["namespace"], deployment["metadata"]["generation"]
    build = deployment["spec"]["template"]["metadata"]["labels"][BUILD]
    async with mirrored(cluster, namespace, {DEPLOYMENT: OURS, POD: OURS}) as mirror:
        verdict = await mirror.until(lambda: _verdict(mirror, generation, build), limit)
        pods = _pods(mirror, build)
    if verdict == COMPLETE:
        return
    told = await _told(cluster, namespace, pods, deployment)
    text = f"The application does not come up: {verdict or 'it is not ready in time'}.\n{told}".strip()
    waiting = verdict is None and not any(_started(pod) for pod in pods)
    raise Temporary(text) if waiting or (verdict and passes(verdict)) else Permanent(text)


async def scaled_to_nothing(cluster: Cluster, place: Place) -> None:
    """Stop what serves, and see it gone. The next rollout, or taking it back, starts pods again."""
    if await cluster.read(DEPLOYMENT, APP, place.namespace) is None:
        return
    await cluster.patch(DEPLOYMENT, APP, place.namespace, [{"op": "replace", "path": "/spec/replicas", "value": 0}])
    async with mirrored(cluster, place.namespace, {POD: OURS}) as mirror:
        if not await mirror.until(lambda: not mirror.all(POD) or None, timedelta(minutes=1)):
            raise Temporary("The version that serves does not stop.")


async def removed(cluster: Cluster, place: Place) -> None:
    """Take away what was rolled out, and see it gone."""
    async with mirrored(cluster, place.namespace, {DEPLOYMENT: OURS, POD: OURS}) as mirror:
        await cluster.delete(DEPLOYMENT, APP, place.namespace)
        gone = await mirror.until(lambda: not (mirror.all(DEPLOYMENT) or mirror.all(POD)) or None, timedelta(minutes=1))
    if not gone:
        raise Temporary("What was tried does not stop.")


def _verdict(mirror: Mirror, generation: int, build: str) -> str | None:
    """COMPLETE, what is wrong, or None while it is not decided."""
    deployment = mirror.get(DEPLOYMENT, APP)
    if deployment is None:
        return "somebody removed it meanwhile"
    status = deployment.get("status", {})
    if status.get("observedGeneration", 0) < generation:
        return None
    wanted = deployment["spec"].get("replicas", 1)
    if all(status.get(count, 0) == wanted for count in ("replicas", "updatedReplicas", "availableReplicas")):
        return COMPLETE
    return _refused(status) or trouble_of(_pods(mirror, build))


def _refused(status: Object) -> str | None:
    """What the API server has against its pods: quota, pod security."""
    for condition in status.get("conditions", []):
        if condition["type"] == "ReplicaFailure" and condition["status"] == "True":
            return str(condition.get("message"))
        if condition["type"] == "Progressing" and condition.get("reason") == "ProgressDeadlineExceeded":
            return "its pods do not become ready"
    return None


def _pods(mirror: Mirror, build: str) -> list[Object]:
    return [pod for pod in mirror.all(POD) if pod["metadata"]["labels"].get(BUILD) == build]


def _started(pod: Object) -> bool:
    return any(status.get("started") or status.get("restartCount") for status in _statuses(pod))


def _statuses(pod: Object) -> list[Object]:
    return list(pod.get("status", {}).get("containerStatuses", []))


async def _told(cluster: Cluster, namespace: str, pods: Sequence[Object], deployment: Object) -> str:
    """The pods' events and the last lines of the one that has most to say."""
    owners = {owner["name"] for pod in pods for owner in pod["metadata"].get("ownerReferences", [])}
    events = await cluster.events_of(namespace, *(name_of(pod) for pod in pods), *owners, name_of(deployment))
    lines: list[str] = []
    for pod in pods:
        lines = await lines_of(cluster, namespace, pod) or lines
    return "\n".join([*events[-5:], *lines[-20:]])


async def lines_of(cluster: Cluster, namespace: str, pod: Object) -> list[str]:
    """The last lines of a pod's application: those of the run that crashed, where one did."""
    crashed = any(status.get("restartCount") for status in _statuses(pod))
    before = await cluster.log_of(name_of(pod), namespace, APP, previous=True) if crashed else []
    return before or await cluster.log_of(name_of(pod), namespace, APP)
