"""Migrations: a Job of the new image, which must succeed before anything of it is rolled out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from infra.apps.bundles import MIGRATION_TIMEOUT
from infra.kubernetes.cluster import Cluster
from infra.kubernetes.kinds import EVENT, JOB, POD, Object, name_of
from infra.kubernetes.mirror import Mirror, mirrored
from schemas.errors import Permanent, Temporary
from workers.deploy.kubernetes.ground import Ground
from workers.deploy.kubernetes.objects import APP, made
from workers.deploy.kubernetes.place import Place
from workers.deploy.kubernetes.trouble import trouble_of
from workers.deploy.kubernetes.workload import COMPONENT, pod
from workers.deploy.state import Served

MIGRATION = "migration"
OURS = f"{COMPONENT}={MIGRATION}"
LIMIT = timedelta(minutes=4)


class MigrationFailed(Permanent):
    """The new version's own migrations do not run on this database."""


def migration(place: Place, ground: Ground, served: Served, secret: str, command: Sequence[str], name: str) -> Object:
    """The Job. It runs once: whether a migration that failed half-way may be run again, its owner must say."""
    template = pod(place, ground, served, secret, MIGRATION, command,
                   {"PGOPTIONS": f"-c statement_timeout={MIGRATION_TIMEOUT}"})  # fmt: skip
    template["spec"]["restartPolicy"] = "Never"
    spec = {"backoffLimit": 0, "activeDeadlineSeconds": round(LIMIT.total_seconds()), "template": template}
    job = made(place, "Job", "batch/v1", name, spec=spec)
    job["metadata"]["labels"] = {**place.labels, COMPONENT: MIGRATION}
    return job


async def migrated(cluster: Cluster, place: Place, job: Object) -> list[str]:
    """Run the Job to its end, unless it ended well before; its last lines.

    Raises MigrationFailed with them where the application's migrations fail, Temporary where the cluster does.
    """
    name = name_of(job)
    await _clear(cluster, place, name)
    async with mirrored(cluster, place.namespace, {JOB: OURS, POD: OURS, EVENT: ""}) as mirror:
        if mirror.get(JOB, name) is None:
            await cluster.apply(job)
        ended = await mirror.until(lambda: _end(mirror, name), LIMIT + timedelta(seconds=20))
        pods = [name_of(thing) for thing in _pods(mirror, name)]
    lines = await cluster.log_of(pods[-1], place.namespace, APP) if pods else []
    if ended == "Complete":
        return lines
    await cluster.delete(JOB, name, place.namespace)
    if ended == "Failed":
        raise MigrationFailed("The migration of the database failed:\n" + "\n".join(lines[-15:]))
    text = "\n".join([f"The migration could not run: {ended or 'nothing happened'}", *lines])
    raise Permanent(text) if ended and "exceeded quota" in ended else Temporary(text)


async def _clear(cluster: Cluster, place: Place, name: str) -> None:
    """Remove what is left of earlier migrations, and of this one where it failed."""
    for job in await cluster.all(JOB, place.namespace, labels=OURS):
        if name_of(job) != name or "Failed" in _conditions(job):
            await cluster.delete(JOB, name_of(job), place.namespace)
    async with mirrored(cluster, place.namespace, {JOB: OURS}) as mirror:
        going = await mirror.until(
            lambda: True if all(name_of(job) == name and not _leaving(job) for job in mirror.all(JOB)) else None,
            timedelta(seconds=60),
        )
    if not going:
        raise Temporary("An earlier migration is still being removed.")


def _end(mirror: Mirror, name: str) -> str | None:
    """How the Job ended: Complete, Failed, or what keeps it from running at all."""
    job = mirror.get(JOB, name)
    if job is None:
        return None
    conditions = _conditions(job)
    if "Complete" in conditions:
        return "Complete"
    if "Failed" in conditions:
        wrong = conditions["Failed"]
        return "Failed" if wrong.get("reason") == "BackoffLimitExceeded" else str(wrong.get("message"))
    return trouble_of(_pods(mirror, name)) or _refused(mirror, job["metadata"]["uid"])


def _refused(mirror: Mirror, uid: str) -> str | None:
    """What the API server has against the Job's pod: a Job tells it in events alone."""
    return next(
        (
            str(event["message"])
            for event in mirror.all(EVENT)
            if event["reason"] == "FailedCreate" and event["involvedObject"].get("uid") == uid
        ),
        None,
    )


def _conditions(job: Object) -> dict[str, Object]:
    found = job.get("status", {}).get("conditions", [])
    return {condition["type"]: condition for condition in found if condition["status"] == "True"}


def _pods(mirror: Mirror, name: str) -> list[Object]:
    pods = [thing for thing in mirror.all(POD) if thing["metadata"]["labels"].get("job-name") == name]
    return sorted(pods, key=lambda thing: str(thing["metadata"]["creationTimestamp"]))


def _leaving(job: Object) -> bool:
    return "deletionTimestamp" in job["metadata"]
