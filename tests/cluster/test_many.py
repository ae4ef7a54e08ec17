"""Fifty applications on a real API server with pretended nodes: what they cost the deploy worker."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import time
from datetime import timedelta
from uuid import uuid4

import psutil
import pytest

from infra.kubernetes.cluster import Cluster
from infra.kubernetes.kinds import POD, Object, name_of
from infra.kubernetes.mirror import Mirror, mirrored
from schemas.errors import Temporary
from schemas.events import ImageRef
from tests.cluster.testbed import Testbed
from tests.fakes.applications import target
from workers.deploy.engine import Release

APPLICATIONS, AT_ONCE = 50, 8
FOREVER = timedelta(hours=1)

pytestmark = [pytest.mark.proof, pytest.mark.cluster, pytest.mark.pretended]


async def pretending(cluster: Cluster) -> None:
    """Say of every pod that it runs, and of a Job's that it has ended well: kwok's own stages take half a minute."""
    told: set[str] = set()
    async with mirrored(cluster, None, {POD: "fusion/app-id"}) as mirror:
        while True:
            new = await mirror.until(functools.partial(_waiting, mirror, told), FOREVER) or []
            told |= {pod["metadata"]["uid"] for pod in new}
            await asyncio.gather(*(_say(cluster, pod) for pod in new))


def _waiting(mirror: Mirror, told: set[str]) -> list[Object] | None:
    """Pods that have a node, and of which nothing was said yet."""
    return [pod for pod in mirror.all(POD) if "nodeName" in pod["spec"] and pod["metadata"]["uid"] not in told] or None


async def _say(cluster: Cluster, pod: Object) -> None:
    of_a_job = pod["spec"]["restartPolicy"] == "Never"
    state = {"terminated": {"exitCode": 0}} if of_a_job else {"running": {}}
    ready = {"type": "Ready", "status": "False" if of_a_job else "True"}
    container = {"name": "app", "image": "", "imageID": "", "restartCount": 0, "ready": not of_a_job, "state": state}
    status = {"phase": "Succeeded" if of_a_job else "Running", "conditions": [ready], "containerStatuses": [container]}
    with contextlib.suppress(Temporary):  # it is gone again, or kwok was first
        await cluster.patch(POD, f"{name_of(pod)}/status", pod["metadata"]["namespace"],
                            [{"op": "replace", "path": "/status", "value": status}])  # fmt: skip


def release(number: int) -> Release:
    image = ImageRef(engine="oci", address=f"registry.test/app@sha256:{number:064}", sha256=f"{number:064}", size=1)
    return Release(uuid4(), uuid4(), "dogs", 1, image, target("backend", "small").run)


async def test_fifty_applications_and_a_second_pass_that_only_reads(bed: Testbed) -> None:
    engine, slots = bed.engine(), asyncio.Semaphore(AT_ONCE)
    releases = [release(number) for number in range(APPLICATIONS)]
    bed.deployed += [one.app_id for one in releases]
    process = psutil.Process()
    figures: dict[str, object] = {}

    async def deployed(one: Release) -> None:
        async with slots:
            assert (await engine.deploy(one)).drift == ()

    kubelet = asyncio.create_task(pretending(Cluster(bed.where.kubeconfig)))
    for turn in ("first", "second"):
        before, began = process.memory_info().rss, time.monotonic()
        bed.cluster.asked.clear()
        await asyncio.gather(*(deployed(one) for one in releases))
        grown = process.memory_info().rss - before
        figures[turn] = {"seconds": round(time.monotonic() - began, 1), "MB": grown >> 20, **bed.cluster.asked}
        print(turn, figures[turn], flush=True)  # noqa: T201  # the figures are what this is for
    kubelet.cancel()
    probes = {"PATCH": APPLICATIONS, "DELETE": APPLICATIONS}
    assert {method: bed.cluster.asked[method] for method in probes} == probes, "besides the probes it only reads"
    assert set(bed.cluster.asked) == {"GET", "WATCH", *probes}
