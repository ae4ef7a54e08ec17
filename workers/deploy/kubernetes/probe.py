"""The proof of isolation: a Job in the application's namespace that tries to reach what is not the application's."""

from __future__ import annotations

import inspect
import json
import secrets
from datetime import timedelta
from typing import Any

from infra.apps.database_probe import ways_across
from infra.apps.databases import AppDatabases
from infra.kubernetes.cluster import Cluster
from infra.kubernetes.kinds import JOB, NAMESPACE, POD, SERVICE, Object, name_of
from infra.kubernetes.mirror import Mirror, mirrored
from workers.deploy.kubernetes import inside
from workers.deploy.kubernetes.ground import Ground
from workers.deploy.kubernetes.objects import APP, made
from workers.deploy.kubernetes.place import INSTALLATION, Place
from workers.deploy.kubernetes.policies import PORT
from workers.deploy.kubernetes.trouble import trouble_of
from workers.deploy.kubernetes.workload import COMPONENT, pod
from workers.deploy.state import Served

PROBE = "probe"
OURS = f"{COMPONENT}={PROBE}"
COMMAND = ("python", "-I", "-c", inspect.getsource(inside))
"""Handed over as text: no image has to bring it."""

ENDS = ("Complete", "Failed")
LIMIT = timedelta(seconds=75)
ASKED = 5
"""Among how many others one is looked for that runs."""

METADATA = "169.254.169.254"
TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token"  # noqa: S105  # where one would be


async def probed(cluster: Cluster, databases: AppDatabases, ground: Ground, place: Place, served: Served,
                 secret: str) -> dict[str, str]:  # fmt: skip
    """What each check found: `reached` and `refused` are as they should be, all else is not."""
    ways = await _ways(cluster, databases, ground, place)
    await _clear(cluster, place)
    job = _job(place, pod(place, ground, served, secret, PROBE, COMMAND, {"PROBE": json.dumps(ways)}))
    name = name_of(job)
    try:
        async with mirrored(cluster, place.namespace, {JOB: OURS, POD: OURS}) as mirror:
            await cluster.apply(job)
            ended = await mirror.until(lambda: _end(mirror, name), LIMIT)
            pods = [name_of(thing) for thing in mirror.all(POD)]
        lines = await cluster.log_of(pods[-1], place.namespace, APP) if pods else []
    finally:
        await cluster.delete(JOB, name, place.namespace)
    return _read(ended, lines)


def _job(place: Place, template: Object) -> Object:
    template["spec"]["restartPolicy"] = "Never"
    spec = {"backoffLimit": 0, "activeDeadlineSeconds": round(LIMIT.total_seconds()), "template": template}
    job = made(place, "Job", "batch/v1", f"{PROBE}-{secrets.token_hex(4)}", spec=spec)
    job["metadata"]["labels"] = template["metadata"]["labels"]
    return job


def _end(mirror: Mirror, name: str) -> str | None:
    """How it ended, or what keeps it from running."""
    job = mirror.get(JOB, name)
    conditions = (job or {}).get("status", {}).get("conditions", [])
    ended = next((one["type"] for one in conditions if one["status"] == "True" and one["type"] in ENDS), None)
    return ended or trouble_of(mirror.all(POD))


def _read(ended: str | None, lines: list[str]) -> dict[str, str]:
    if ended == "Complete" and lines:
        return dict(json.loads(lines[-1]))
    told = " ".join(lines[-1:])
    return {"own database": f"unknown: the probe did not finish ({ended or 'time is up'}) {told}".strip()}


async def _ways(cluster: Cluster, databases: AppDatabases, ground: Ground, place: Place) -> dict[str, Any]:
    """What to try. Another application, where there is one, by its service and by its pod."""
    bases = await ways_across(databases, place.app_id)
    closed: dict[str, list[Any]] = {
        "cluster's API": ["kubernetes.default.svc", 443],
        "metadata address": [METADATA, 80],
        **await _neighbour(cluster, ground, place),
    }
    doors = {f"door {door.name}": [door.address, door.port] for door in ground.further if door.address}
    return {"closed": closed, "doors": doors, "databases": bases, "files": {"cluster credentials": TOKEN}}


async def _neighbour(cluster: Cluster, ground: Ground, place: Place) -> dict[str, list[Any]]:
    """The addresses of another application that runs."""
    found = await cluster.all(NAMESPACE, labels=f"{INSTALLATION}={ground.installation}")
    names = [name_of(one) for one in found if "deletionTimestamp" not in one["metadata"]]
    for name in [name for name in names if name != place.namespace][:ASKED]:
        pods = [thing for thing in await cluster.all(POD, name, labels=f"{COMPONENT}={APP}") if _ready(thing)]
        service = await cluster.read(SERVICE, APP, name)
        if pods and service:
            return {
                "another application's service": [service["spec"]["clusterIP"], 80],
                "another application's pod": [pods[0]["status"]["podIP"], PORT],
            }
    return {}


def _ready(thing: Object) -> bool:
    statuses = thing.get("status", {}).get("containerStatuses", [])
    return bool(thing.get("status", {}).get("podIP")) and all(status.get("ready") for status in statuses)


async def _clear(cluster: Cluster, place: Place) -> None:
    """Remove the probes of workers that were killed."""
    for job in await cluster.all(JOB, place.namespace, labels=OURS):
        await cluster.delete(JOB, name_of(job), place.namespace)
